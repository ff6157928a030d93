import { describe, expect, test } from '@jest/globals';
import { problemsOf, renderReport, type Run } from './render-report.ts';
import type { Verdict } from './run-suite.ts';

const green: Verdict = { colour: 'green', failures: [] };
const red: Verdict = { colour: 'red', failures: ['waits in vain', 'adds up'] };
const broken: Verdict = { colour: 'broken', failures: ['stopped after 6 minutes'] };

const run = (name: string, ...verdicts: readonly (readonly [string, Verdict])[]): Run => ({
  name,
  about: name === '(none)' ? undefined : /adds up/,
  verdicts: new Map(verdicts),
});

describe('what is wrong with a run', () => {
  test.each([
    ['nothing: one suite noticed', run('free', ['unit', green], ['e2e', red]), []],
    ['no suite noticed', run('free', ['unit', green], ['e2e', green]), ['free: SURVIVED, no test about it failed']],
    [
      'a suite that told nothing, though another noticed',
      run('free', ['unit', red], ['e2e', broken]),
      ['free: e2e told nothing: stopped after 6 minutes'],
    ],
    [
      'a test that has nothing to do with it failed',
      run('free', ['unit', { colour: 'red', failures: ['waits in vain'] }]),
      ['free: SURVIVED, no test about it failed'],
    ],
    ['nothing: the control is green', run('(none)', ['unit', green]), []],
    ['the control is red', run('(none)', ['unit', red]), ['(none): unit failed: waits in vain']],
    ['a gateway that does not start', { ...run('free'), fault: 'no start' }, ['free: no start']],
  ] as const)('%s', (...[, one, problems]) => {
    expect(problemsOf(one)).toEqual(problems);
  });
});

test('the report has a table, the tests that noticed, and how many mutations were noticed', () => {
  const runs = [
    run('(none)', ['unit', green], ['e2e', green]),
    run('free', ['unit', red], ['e2e', green]),
    run('twice', ['unit', green], ['e2e', green]),
  ];

  expect(renderReport(runs, ['unit', 'e2e']).split('\n')).toEqual([
    'mutation  unit   e2e',
    '(none)    green  green',
    'free      red    green',
    'twice     green  green',
    '',
    'free',
    '  unit: adds up',
    '',
    'FAILED: twice: SURVIVED, no test about it failed',
    '1 of 2 mutations were noticed',
  ]);
});
