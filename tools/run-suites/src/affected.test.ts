import { describe, expect, test } from '@jest/globals';
import { NX_ENVIRONMENT, runCommand } from '@cdg/child-processes';

const LIMIT_MS = 60_000;
/** What starts the gateway in its suites, which Nx cannot see in imports: `implicitDependencies` say so. */
const STARTS_THE_GATEWAY = [
  ...['acceptance', 'consumer-contract', 'gateway-fuzz', 'gateway-with-stubs', 'image-check', 'resilience'],
  ...['run-bruno', 'upstream-contracts'],
];

/** The projects that `nx affected` would run a target of when this file has changed. */
async function affectedBy(file: string, target: string): Promise<readonly string[]> {
  let printed = '';
  const status = await runCommand({
    command: ['nx', 'show', 'projects', '--affected', `--files=${file}`, `--withTarget=${target}`],
    environment: NX_ENVIRONMENT,
    signal: AbortSignal.timeout(LIMIT_MS),
    onOutput: (text, stream) => {
      if (stream === 'stdout') printed += text;
    },
  });
  if (status !== 0) throw new Error(`nx ended with ${status}`);
  return printed.trim().split('\n').sort();
}

describe('a change in the SDS client', () => {
  const file = 'libs/sds-client/src/sds-client.ts';

  test(
    'is tested in the client, the gateway, and where the gateway is started or compiled',
    async () => {
      expect(await affectedBy(file, 'test')).toEqual([
        ...['gateway', 'gateway-fuzz', 'generators', 'image-check', 'run-bruno', 'sds-client'],
      ]);
    },
    LIMIT_MS,
  );

  test(
    'is tried in every suite that starts the gateway, and in no other',
    async () => {
      expect(await affectedBy(file, 'e2e')).toEqual(STARTS_THE_GATEWAY);
    },
    LIMIT_MS,
  );
});
