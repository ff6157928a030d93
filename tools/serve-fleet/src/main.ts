import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { abortOnSignals } from '@cdg/child-processes';
import { buildApps } from './build-apps.ts';
import { describeSample, describeUrls } from './describe-fleet.ts';
import { FleetError } from './fleet-error.ts';
import { curlCommand, sampleRequest } from './sample-request.ts';
import { sendSample } from './send-sample.ts';
import { startFleet } from './start-fleet.ts';
import type { Fleet } from './start-members.ts';

/** `npm run fleet`, and `npm start` with `--sample`: builds, starts the fleet, and stops it at Ctrl-C or SIGTERM. */
const { values } = parseArgs({ options: { sample: { type: 'boolean', default: false } } });
const stopAsked = abortOnSignals();
process.exitCode = await serve().catch((error: unknown) => {
  if (stopAsked.aborted) return 0;
  console.error(error instanceof FleetError ? error.message : error);
  return 1;
});

async function serve(): Promise<number> {
  console.log('Building the gateway and its stubs ...');
  await buildApps(['gateway', 'pds-stub', 'sds-stub', 'provider-stub'], stopAsked);
  console.log('Starting them ...');
  const fleet = await startFleet({ signal: stopAsked });
  try {
    await introduce(fleet);
    return await stay(fleet);
  } finally {
    await fleet.stop();
  }
}

async function introduce({ urls }: Fleet): Promise<void> {
  const request = sampleRequest({ gatewayUrl: urls.gateway, traceId: randomUUID() });
  if (values.sample) {
    const answer = await sendSample(request, stopAsked);
    console.log(`\nA structured record, asked for through the gateway:\n${describeSample(answer)}`);
  }
  console.log(`\nListening:\n${describeUrls(urls)}\n\nAsk for a record:\n  ${curlCommand(request)}\n`);
  console.log('Ctrl-C stops all of it.');
}

async function stay({ memberLost }: Fleet): Promise<number> {
  const asked = new Promise<undefined>((resolve) => {
    stopAsked.addEventListener('abort', () => {
      resolve(undefined);
    });
    if (stopAsked.aborted) resolve(undefined);
  });
  const lost = await Promise.race([asked, memberLost]);
  if (lost === undefined) return 0;
  console.error(`${lost}; the rest is stopped.`);
  return 1;
}
