import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findActionlint } from '@cdg/check-workflows';
import { NX_ENVIRONMENT, workspaceRoot } from '@cdg/child-processes';

interface SuiteOf<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string>>;
  /** Why the suite cannot run on this machine; it then counts as one skipped test with that reason. */
  readonly cannotRun?: () => string | undefined;
}

/**
 * What `npm test` and CI run.
 *
 * - `check`: one check, passed when the command ends with status 0
 * - `junit`: the tests of the JUnit file that the command writes to `file`
 * - `nx`: the tasks of `targets`. A task that declares a JUnit file among its outputs counts that file's tests; any other
 *   task counts as one check.
 */
export type Suite = SuiteOf<'check'> | (SuiteOf<'junit'> & { readonly file: string }) | NxSuite;
export type NxSuite = SuiteOf<'nx'> & { readonly targets: readonly string[] };

const OPENAPI = 'apps/gateway/openapi.yaml';
const UPSTREAMS = ['pds', 'sds', 'provider'].map((name) => `e2e/upstream-contracts/descriptions/${name}.yaml`);
const QUIET_REDOCLY = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };

/** Hold the gateway to its time limits, and would feel what runs beside them. */
const TIMED = 'gateway-with-stubs,resilience';

/** In the order in which they run: what tells most in the least time comes first. */
export const SUITES: readonly Suite[] = [
  { kind: 'check', name: 'formatting', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
  { kind: 'check', name: 'documents', command: ['node', 'tools/check-docs/src/main.ts'] },
  { kind: 'check', name: 'spelling', command: ['cspell', '--no-progress', '--dot', '**/*.md'] },
  {
    kind: 'check',
    name: 'pipelines',
    command: ['node', 'tools/check-workflows/src/main.ts'],
    cannotRun: () =>
      findActionlint() === undefined ? 'actionlint is not here; npm run workflows:check builds it' : undefined,
  },
  {
    kind: 'check',
    name: 'API description',
    command: ['redocly', 'lint', OPENAPI],
    environment: QUIET_REDOCLY,
    cannotRun: () => (existsSync(join(workspaceRoot, OPENAPI)) ? undefined : `there is no ${OPENAPI}`),
  },
  {
    kind: 'check',
    name: "upstreams' API descriptions",
    command: ['redocly', 'lint', '--config', 'e2e/upstream-contracts/redocly.yaml', ...UPSTREAMS],
    environment: QUIET_REDOCLY,
  },
  { kind: 'check', name: 'API description for the platform', command: ['node', 'tools/apim-spec/src/main.ts'] },
  nx('workspace', ['lint', 'typecheck', 'test', 'build']),
  // Reads what the unit tests of the suite above have collected.
  { kind: 'check', name: 'coverage', command: ['node', 'tools/check-coverage/src/main.ts'] },
  // One after the other: they measure time.
  nx('end to end, timed', ['e2e'], '--parallel=1', `--projects=${TIMED}`),
  nx('end to end', ['e2e'], '--parallel=2', `--exclude=${TIMED}`),
];

function nx(name: string, targets: readonly string[], ...options: readonly string[]): NxSuite {
  return {
    kind: 'nx',
    name,
    targets,
    command: ['nx', 'run-many', '-t', ...targets, '--outputStyle=static', ...options],
    environment: NX_ENVIRONMENT,
  };
}
