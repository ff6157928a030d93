import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { abortOnSignals } from '@cdg/child-processes';
import { buildApps, FleetError } from '@cdg/serve-fleet';
import { checkAgainst } from './check-against.ts';

/**
 * `npm run check:official -- --pds <file> --sds <file>`: holds the services' own published descriptions, which are no part
 * of this project, against the running stubs.
 */
const { values } = parseArgs({ options: { pds: { type: 'string' }, sds: { type: 'string' } } });
const signal = abortOnSignals();
process.exitCode = await check().catch((error: unknown) => {
  if (signal.aborted) return 1;
  print(error instanceof FleetError ? error.message : String(error));
  return 1;
});

async function check(): Promise<number> {
  const { pds, sds } = values;
  if (pds === undefined || sds === undefined) {
    print('Give both descriptions: npm run check:official -- --pds <file> --sds <file>');
    return 2;
  }
  const missing = [pds, sds].filter((file) => !existsSync(fromHere(file)));
  if (missing.length > 0) {
    print(`There is no ${missing.join(', no ')}`);
    return 2;
  }
  print('Building the gateway and its stubs ...');
  await buildApps(['gateway', 'pds-stub', 'sds-stub', 'provider-stub'], signal);
  signal.throwIfAborted();
  print('Starting them, with Prism in between ...');
  const faults = await checkAgainst({ pds: fromHere(pds), sds: fromHere(sds), signal, print });
  if (signal.aborted) return 1;
  print(faults === 0 ? 'No violation where there should be none.' : `${faults} of them not as they should be.`);
  return faults === 0 ? 0 : 1;
}

/** npm runs scripts at the root of the workspace, wherever it was called. */
function fromHere(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
