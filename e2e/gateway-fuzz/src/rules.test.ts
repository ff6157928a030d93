import { describe, expect, test } from '@jest/globals';
import type { Exclusion } from './exclusions.ts';
import type { Outcome } from './fuzz-api.ts';
import { judgeExclusions, judgeOutcome } from './rules.ts';
import type { Tally } from './tally.ts';

const EFFORT = { fhirExamples: 1_000, examples: 100, seed: 1 };
const RECORD = { id: 'getRecord', label: 'POST /record', fhir: true, hasInput: true };
const HEALTH = { id: 'getHealth', label: 'GET /health', fhir: false, hasInput: false };

const answered = (label: string, status: number, count: number) =>
  ({ operation: label, phase: 'fuzzing', mode: 'positive', status, count }) as const;
const outcome = (change: Partial<Outcome>): Outcome => ({
  api: 'gateway',
  operations: [RECORD],
  status: 0,
  seconds: 1,
  output: '',
  tally: { answers: [], exclusionsUsed: {} },
  ...change,
});
const withAnswers = (...answers: Tally['answers']) => outcome({ tally: { answers, exclusionsUsed: {} } });
const failures = (results: readonly { failure?: string | undefined }[]) =>
  results.map(({ failure }) => failure).filter((failure) => failure !== undefined);

describe('judgeOutcome', () => {
  test('is content with enough requests, a tenth of them answered with 2xx', () => {
    const enough = withAnswers(answered(RECORD.label, 200, 100), answered(RECORD.label, 404, 900));

    expect(failures(judgeOutcome(enough, EFFORT))).toEqual([]);
  });

  test('fails when an operation got fewer requests than it was to get', () => {
    const few = withAnswers(answered(RECORD.label, 200, 999));

    expect(failures(judgeOutcome(few, EFFORT))).toEqual(['it got 999']);
  });

  test('fails when hardly any request was answered with 2xx', () => {
    const lost = withAnswers(answered(RECORD.label, 200, 99), answered(RECORD.label, 302, 901));

    expect(failures(judgeOutcome(lost, EFFORT))).toEqual(['it did 99 times']);
  });

  test('does not count requests that were not generated, nor those of other operations', () => {
    const other = withAnswers(
      { ...answered(RECORD.label, 200, 1_000), phase: 'coverage' },
      answered('GET /other', 200, 1_000),
    );

    expect(failures(judgeOutcome(other, EFFORT))).toEqual(['it got 0']);
  });

  test('asks for one request where there is nothing to vary', () => {
    const once = { ...withAnswers(answered(HEALTH.label, 200, 1)), operations: [HEALTH] };

    expect(failures(judgeOutcome(once, EFFORT))).toEqual([]);
    expect(failures(judgeOutcome({ ...withAnswers(), operations: [HEALTH] }, EFFORT))).toHaveLength(2);
  });

  test('fails when Schemathesis broke off', () => {
    expect(failures(judgeOutcome(outcome({ tally: undefined, status: 2 }), EFFORT))).toEqual([
      'it ended with status 2',
    ]);
  });
});

describe('judgeExclusions', () => {
  const slow: Exclusion = { id: 'slow', apis: ['gateway'], until: '2026-12-31' };
  const used = outcome({ tally: { answers: [], exclusionsUsed: { slow: 3 } } });
  const before = { now: new Date('2026-06-30T12:00:00Z'), thorough: true };
  const after = { now: new Date('2027-01-01T00:00:00Z'), thorough: true };

  test('is content with a line that is in date and needed', () => {
    expect(failures(judgeExclusions([slow], [used], before))).toEqual([]);
  });

  test('fails from the day after the last one on', () => {
    expect(failures(judgeExclusions([slow], [used], after))).toEqual(['it counted until 2026-12-31']);
  });

  test('fails when a line has become needless', () => {
    expect(failures(judgeExclusions([slow], [outcome({})], before))).toEqual(['nothing was excluded by it']);
  });

  test('is content when one of the APIs that a line names needs it', () => {
    const both: Exclusion = { ...slow, apis: ['gateway', 'sds'] };

    expect(failures(judgeExclusions([both], [outcome({ api: 'sds' }), used], before))).toEqual([]);
  });

  test('does not ask for the use of a line in a run too short to tell, but for its date', () => {
    expect(failures(judgeExclusions([slow], [outcome({})], { ...before, thorough: false }))).toEqual([]);
    expect(failures(judgeExclusions([slow], [outcome({})], { ...after, thorough: false }))).toHaveLength(1);
  });

  test('does not ask for the use of a line whose API was not fuzzed', () => {
    expect(failures(judgeExclusions([slow], [outcome({ api: 'pds' })], before))).toEqual([]);
  });
});
