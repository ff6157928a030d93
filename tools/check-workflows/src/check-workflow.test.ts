import { workspaceRoot } from '@cdg/child-processes';
import { describe, expect, test } from '@jest/globals';
import { checkWorkflow } from './check-workflow.ts';
import { parseWorkflow, readWorkflows, scriptsOf } from './read-workflows.ts';

const SHA = '0123456789012345678901234567890123456789';
const GOOD = `
on: push
permissions:
  contents: read
defaults:
  run:
    shell: bash
concurrency:
  group: one
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${SHA} # v1.2.3
      - uses: ./.github/actions/set-up
      - run: npm test
`;
const check = (text: string) =>
  checkWorkflow(parseWorkflow('.github/workflows/a.yml', text), new Set(['test', 'lint'])).join('\n');

describe('checkWorkflow', () => {
  test('finds nothing wrong with a good one', () => {
    expect(check(GOOD)).toBe('');
    expect(check(GOOD.replace('npm test', '|\n          npm test \\\n            --verbose'))).toBe('');
  });

  test.each([
    ['an action by tag', [`@${SHA} # v1.2.3`, '@v1'], 'not pinned'],
    ['an action without its version', [' # v1.2.3', ''], 'no version behind the commit'],
    ['an npm script that is not there', ['npm test', 'npm run none'], 'no npm script "none"'],
    ['a swallowed failure', ['npm test', 'npm test || true'], 'cannot fail'],
    ['a failure inside of what is told', ['npm test', 'echo "version=$(git describe)"'], 'cannot fail'],
    ['a failure that is only told', ['npm test', 'npm test || echo failed'], 'cannot fail'],
    ['a step that may fail', ['- run: npm test', '- run: npm test\n        continue-on-error: true'], 'cannot fail'],
    ['a job that may fail', ['timeout-minutes: 5', 'timeout-minutes: 5\n    continue-on-error: true'], 'cannot fail'],
    ['a job without a limit', ['    timeout-minutes: 5\n', ''], 'no time limit'],
    ['no permissions', ['permissions:\n  contents: read\n', ''], 'permissions must be'],
    ['wide permissions', ['contents: read', 'contents: write'], 'permissions must be'],
    ['permissions for all jobs', ['contents: read', 'contents: read\n  packages: write'], 'permissions must be'],
    ['no concurrency group', ['concurrency:\n  group: one\n', ''], 'no concurrency group'],
    ['a pipe whose start may fail', ['shell: bash', 'shell: sh'], 'pipefail'],
    ['a script in a step', ['npm test', '|\n          npm test\n          npm run lint'], 'several commands'],
    ['a foreign text as a command', ['npm test', 'echo ${{ github.head_ref }}'], 'an expression inside a script'],
  ] as const)('finds %s', (_, [good, bad], fault) => {
    expect(check(GOOD.replace(good, bad))).toContain(fault);
  });
});

describe('the workflows of this project', () => {
  const scripts = scriptsOf(workspaceRoot);

  test('are all there', () => {
    const paths = readWorkflows(workspaceRoot).map(({ path }) => path.replace(/^\.github\//, ''));
    expect(paths).toEqual([
      'actions/set-up/action.yml',
      'workflows/deploy.yml',
      'workflows/nightly.yml',
      'workflows/preview.yml',
      'workflows/publish.yml',
      'workflows/pull-request.yml',
    ]);
  });

  test.each(readWorkflows(workspaceRoot).map((workflow) => [workflow.path, workflow] as const))(
    '%s keeps our rules',
    (_, workflow) => {
      expect(checkWorkflow(workflow, scripts)).toEqual([]);
    },
  );
});
