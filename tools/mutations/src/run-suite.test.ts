import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { judge, runSuite } from './run-suite.ts';
import type { Suite } from './suites.ts';

const never = new AbortController().signal;
const outcomes = (passed: number, ...failures: readonly string[]) => ({ passed, failures, skips: [] });

describe('a suite', () => {
  test.each([
    ['green', 'every test passed', 0, outcomes(3)],
    ['red', 'a test failed', 1, outcomes(2, 'adds up')],
    ['red', 'its only test failed', 1, outcomes(0, 'adds up')],
    ['red', 'a test failed beside a file that cannot be loaded', 1, outcomes(0, 'a.test.ts', 'adds up')],
    ['broken', 'its one failure is a file that cannot be loaded', 1, outcomes(9, 'a.test.ts')],
    ['broken', 'it fails though its tests passed', 1, outcomes(3)],
    ['broken', 'it ends well without tests', 0, outcomes(0)],
    ['broken', 'it ends well though a test failed', 0, outcomes(3, 'adds up')],
  ] as const)('is %s when %s', (...[colour, , status, tests]) => {
    expect(judge(status, tests).colour).toBe(colour);
  });
});

describe('running a suite', () => {
  let root: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'suite-')));
  });
  afterEach(() => rm(root, { recursive: true }));

  const suite = (script: string, limitMinutes = 1): Suite => ({
    name: 'example',
    command: ['node', '-e', script],
    environment: { ANSWER: '42' },
    resultFiles: ['result.xml'],
    limitMinutes,
  });
  const writing = (xml: string) => `require('node:fs').writeFileSync('result.xml', ${JSON.stringify(xml)});`;
  const PASSED = '<testsuite><testcase name="adds up"/></testsuite>';
  const FAILED = '<testsuite><testcase name="adds up"><failure/></testcase></testsuite>';

  test('happens in the copy, with its environment, and takes its word from its results', async () => {
    const guard = 'if (process.env.ANSWER !== "42") process.exit(9);';

    expect(await runSuite(suite(`${guard}${writing(PASSED)}`), root, never)).toEqual({ colour: 'green', failures: [] });
    expect(await runSuite(suite(`${writing(FAILED)}process.exit(1)`), root, never)).toEqual({
      colour: 'red',
      failures: ['adds up'],
    });
  });

  test('does not take the results of the run before for its own', async () => {
    await runSuite(suite(writing(PASSED)), root, never);

    expect(await runSuite(suite(''), root, never)).toEqual({ colour: 'broken', failures: ['status 0, 0 passed'] });
  });

  test('is stopped when its time is up, and that is no verdict', async () => {
    const stuck = suite(`${writing(FAILED)}setInterval(() => {}, 1000)`, 0.01);

    expect(await runSuite(stuck, root, never)).toEqual({ colour: 'broken', failures: ['stopped after 0.01 minutes'] });
  });
});
