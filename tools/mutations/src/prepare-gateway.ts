import { NX_ENVIRONMENT, runCommand } from '@cdg/child-processes';

const STEP_MINUTES = 5;
const MAX_KEPT_CHARACTERS = 20_000;

const STEPS: readonly (readonly [string, ...string[]])[] = [
  ['node', 'node_modules/typescript-native/bin/tsc', '-p', 'apps/gateway/tsconfig.json'],
  ['nx', 'run-many', '-t', 'build', '--outputStyle=static'],
  ['node', 'tools/mutations/src/start-check.ts'],
];

/**
 * Checks the types of the gateway in the copy, builds it with its stubs, and sees it serve a request: what the suites
 * find afterwards is a wrong answer, not a gateway that does not run.
 *
 * @returns what went wrong; undefined when it runs
 */
export async function prepareGateway(root: string, stopAsked: AbortSignal): Promise<string | undefined> {
  for (const command of STEPS) {
    let printed = '';
    const status = await runCommand({
      command,
      folder: root,
      environment: { ...NX_ENVIRONMENT, INIT_CWD: root, FORCE_COLOR: '0' },
      signal: AbortSignal.any([stopAsked, AbortSignal.timeout(STEP_MINUTES * 60_000)]),
      onOutput: (text) => {
        printed = (printed + text).slice(-MAX_KEPT_CHARACTERS);
      },
    });
    if (status === 0) continue;
    if (!stopAsked.aborted) console.error(printed);
    return `"${command.join(' ')}" ended with status ${status}`;
  }
  return undefined;
}
