import { join } from 'node:path';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { buildApps } from './build-apps.ts';
import { FleetError } from './fleet-error.ts';

/** Before `npm run gateway`: builds the gateway, and makes the key that it takes when the environment names none. */
const signal = abortOnSignals();
try {
  await buildApps(['gateway'], signal);
  await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
} catch (error) {
  console.error(error instanceof FleetError ? error.message : error);
  process.exitCode = 1;
}
// Told to stop: the gateway must not be started after this.
if (signal.aborted) process.exitCode = 1;
