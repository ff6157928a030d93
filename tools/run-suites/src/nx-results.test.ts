import { describe, expect, test } from '@jest/globals';
import { nxResults, type NxOutcome } from './nx-results.ts';
import type { TaskRun } from './nx-tasks.ts';
import type { TestOutcomes } from './read-junit.ts';

const ran: TaskRun = { passed: true, cached: false, seconds: 2 };
const check = (project: string, target = 'lint') => ({ id: `${project}:${target}`, project, target, resultFiles: [] });
const suite = (project: string) => ({ ...check(project, 'test'), resultFiles: [`${project}.xml`] });
const results = (outcome: Partial<NxOutcome> & { runs: NxOutcome['runs'] }, files: Record<string, TestOutcomes> = {}) =>
  nxResults({
    planned: [],
    status: 0,
    wasStopped: () => false,
    readResults: async (file) => files[file] ?? Promise.reject(new Error('no such file')),
    ...outcome,
  });

describe('nxResults', () => {
  test('counts a target without result files as one check for each project', async () => {
    const planned = [check('fhir'), check('gateway'), check('keys'), check('fhir', 'build')];
    const runs = new Map<string, TaskRun>([
      ['fhir:lint', { ...ran, cached: true }],
      ['gateway:lint', { ...ran, passed: false }],
      ['fhir:build', { ...ran, cached: true }],
    ]);

    expect(await results({ planned, runs, status: 1 })).toMatchObject([
      { suite: 'lint', passed: 1, failed: 2, seconds: 4, cached: 'partly', failures: ['gateway', 'keys did not run'] },
      { suite: 'build', passed: 1, failed: 0, cached: 'yes', failures: [] },
    ]);
  });

  test('counts the tests of a task with a result file', async () => {
    const files = { 'fhir.xml': { passed: 3, failures: ['adds up'], skips: ['sees Redis: not installed'] } };
    const runs = new Map([['fhir:test', { ...ran, passed: false }]]);

    expect(await results({ planned: [suite('fhir')], runs, status: 1 }, files)).toEqual([
      {
        suite: 'test fhir',
        passed: 3,
        failed: 1,
        skipped: 1,
        seconds: 2,
        cached: 'no',
        failures: ['adds up'],
        skips: ['sees Redis: not installed'],
      },
    ]);
  });

  test('says which suite was stopped at its time limit, whatever results it has left', async () => {
    const files = { 'fhir.xml': { passed: 3, failures: [], skips: [] } };
    const failed = { ...ran, passed: false };
    const runs = new Map([
      ['fhir:test', failed],
      ['gateway:lint', failed],
    ]);
    const outcome = { planned: [suite('fhir'), check('gateway')], runs, status: 1, wasStopped: () => true };
    const words = 'did not end within its time limit, and was stopped';

    expect(await results(outcome, files)).toMatchObject([
      { suite: 'lint', failed: 1, failures: [`gateway ${words}`] },
      { suite: 'test fhir', passed: 3, failed: 1, failures: [words] },
    ]);
    const [, noFile] = await results(outcome);
    expect(noFile?.failures).toEqual([words, expect.stringMatching(/^fhir.xml cannot be read/)]);
  });

  test.each([
    { what: 'a result file that is not there', run: ran, files: {}, failure: /^fhir.xml cannot be read: / },
    {
      what: 'a result file without tests',
      run: ran,
      files: { 'fhir.xml': { passed: 0, failures: [], skips: [] } },
      failure: /^fhir.xml has no tests$/,
    },
    {
      what: 'a task that failed though its tests passed',
      run: { ...ran, passed: false },
      files: { 'fhir.xml': { passed: 3, failures: [], skips: [] } },
      failure: /^the task failed, though no test did$/,
    },
    {
      what: 'a task that did not run, in spite of results of an earlier time',
      run: undefined,
      files: { 'fhir.xml': { passed: 3, failures: [], skips: [] } },
      failure: /^did not run$/,
    },
  ])('counts $what as a failure', async ({ run, files, failure }) => {
    const runs = new Map(run === undefined ? [] : [['fhir:test', run]]);
    const [result] = await results({ planned: [suite('fhir')], runs, status: 1 }, files);

    expect(result?.failed).toBe(1);
    expect(result?.failures[0]).toMatch(failure);
  });
});
