import { NX_ENVIRONMENT, runCommand } from '@cdg/child-processes';
import { FleetError } from './fleet-error.ts';

const MAX_SHOWN_CHARACTERS = 20_000;

/**
 * Builds apps of the workspace; takes what is built and unchanged from the cache.
 *
 * @throws FleetError with what the build printed when it fails
 */
export async function buildApps(apps: readonly string[], signal: AbortSignal): Promise<void> {
  let printed = '';
  const status = await runCommand({
    command: ['nx', 'run-many', '--target=build', `--projects=${apps.join(',')}`, '--outputStyle=static'],
    environment: { ...NX_ENVIRONMENT, FORCE_COLOR: '0' },
    signal,
    onOutput: (text) => {
      printed = (printed + text).slice(-MAX_SHOWN_CHARACTERS);
    },
  });
  if (status !== 0 && !signal.aborted) throw new FleetError(`The build failed.\n${printed}`);
}
