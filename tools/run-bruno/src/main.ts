import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { readDeployment } from '@cdg/gateway-under-test/deployment';
import { buildApps, FleetError } from '@cdg/serve-fleet';
import { runAgainstFleet } from './run-against-fleet.ts';
import { runAgainstUrl } from './run-against-url.ts';

/** `npm run bruno`: the testers' collections, against a fleet of its own or the gateway at `BASE_URL`. */
const { values } = parseArgs({
  options: { build: { type: 'boolean', default: false }, safe: { type: 'boolean', default: false } },
});
const sandbox = values.safe ? 'safe' : 'developer';
const stopAsked = abortOnSignals();
process.exitCode = await run().then(
  (passed) => (passed && !stopAsked.aborted ? 0 : 1),
  (error: unknown) => {
    if (!stopAsked.aborted) console.error(error instanceof FleetError ? error.message : error);
    return 1;
  },
);

async function run(): Promise<boolean> {
  const reports = join(workspaceRoot, 'reports/bruno');
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });
  const deployment = readDeployment(process.env);
  if (deployment !== undefined) return runAgainstUrl(deployment, { sandbox, signal: stopAsked });
  if (values.build) await buildApps(['gateway', 'pds-stub', 'sds-stub', 'provider-stub'], stopAsked);
  return runAgainstFleet({ sandbox, signal: stopAsked });
}
