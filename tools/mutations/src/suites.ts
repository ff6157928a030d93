import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

/** Tests that could notice a mutation of the gateway. */
export interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
  /** The JUnit files it writes, from the root of the workspace. */
  readonly resultFiles: readonly string[];
  readonly limitMinutes: number;
}

/** Every suite of this workspace: what tells most in the least time comes first. */
export function allSuites(root = workspaceRoot): readonly Suite[] {
  return [
    jestSuite('gateway', 'apps/gateway'),
    jestSuite('acceptance', 'e2e/acceptance'),
    jestSuite('consumer-contract', 'e2e/consumer-contract'),
    jestSuite('upstream-contracts', 'e2e/upstream-contracts'),
    jestSuite('gateway-with-stubs', 'e2e/gateway-with-stubs', 12),
    ...(existsSync(join(root, 'e2e/gateway-fuzz/package.json')) ? [FUZZ] : []),
  ];
}

/** The gateway's description alone: the stubs are never mutated. */
const FUZZ: Suite = {
  name: 'gateway-fuzz',
  command: ['node', 'e2e/gateway-fuzz/src/main.ts', '--only', 'gateway'],
  environment: { BASE_URL: '' },
  resultFiles: ['reports/fuzz/gateway.xml', 'reports/fuzz/rules.xml'],
  limitMinutes: 10,
};

/** The project's tests as its own target runs them, but only as far as the first file in which one fails. */
function jestSuite(name: string, folder: string, limitMinutes = 6): Suite {
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  return {
    name,
    command: ['node', ...jest, '--config', 'jest.config.mjs', '--roots', folder, '--runInBand', '--bail'],
    // Suites that can ask a gateway elsewhere must ask the mutated one.
    environment: { SUITE: name, BASE_URL: '', PACT_DO_NOT_TRACK: 'true' },
    resultFiles: [`reports/unit/${name}.xml`],
    limitMinutes,
  };
}
