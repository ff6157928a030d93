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

/** How many tests of a kind all the results have together. */
export function total(results: readonly Result[], kind: 'passed' | 'failed' | 'skipped'): number {
  return results.reduce((sum, result) => sum + result[kind], 0);
}

/** A suite that is one check. */
export function checkResult({
  suite,
  seconds,
  failure,
}: {
  suite: string;
  seconds: number;
  failure?: string | undefined;
}): Result {
  const failures = failure === undefined ? [] : [failure];
  return { ...NOTHING, suite, seconds, passed: 1 - failures.length, failed: failures.length, failures };
}

/** A suite that cannot run on this machine. */
export function skippedResult(suite: string, reason: string): Result {
  return { ...NOTHING, suite, skipped: 1, skips: [reason] };
}

const NOTHING = { passed: 0, failed: 0, skipped: 0, seconds: 0, cached: 'no', failures: [], skips: [] } as const;
