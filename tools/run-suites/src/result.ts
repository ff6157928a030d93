import type { TestOutcomes } from './read-junit.ts';

/** What came of a suite: a line of the table. */
export interface Result {
  readonly suite: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** Whether the results were taken from the cache. */
  readonly cached: 'yes' | 'no' | 'partly';
  /** What failed, a line each. */
  readonly failures: readonly string[];
  /** What was skipped and why, a line each. */
  readonly skips: readonly string[];
}

type Run = Pick<Result, 'suite' | 'seconds'> & { readonly cached?: Result['cached'] };

/** A suite of several checks, each passed unless it is among the failures. */
export function checksResult({
  checks,
  failures,
  ...run
}: Run & { checks: number; failures: readonly string[] }): Result {
  const failed = failures.length;
  return { cached: 'no', ...run, passed: checks - failed, failed, skipped: 0, failures, skips: [] };
}

/**
 * A suite of tests. `fault` is what was wrong with its run as a whole; it counts as a failure where no test failed, so
 * that a run that broke off never looks well.
 */
export function testsResult({
  tests,
  fault,
  ...run
}: Run & { tests: TestOutcomes; fault: string | undefined }): Result {
  const failures = fault === undefined || tests.failures.length > 0 ? tests.failures : [fault];
  const counts = { passed: tests.passed, failed: failures.length, skipped: tests.skips.length };
  return { cached: 'no', ...run, ...counts, failures, skips: tests.skips };
}

/** A suite that cannot run on this machine counts as one skipped test. */
export function skippedResult(suite: string, reason: string): Result {
  return { suite, passed: 0, failed: 0, skipped: 1, seconds: 0, cached: 'no', failures: [], skips: [reason] };
}

/** How many tests all the results have together. */
export function totals(results: readonly Result[]): Pick<Result, 'passed' | 'failed' | 'skipped'> {
  const sum = (kind: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[kind], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
