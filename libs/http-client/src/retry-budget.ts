/** What may be spent on retries of calls to one upstream: a bucket, filled at the start, that every call refills a little. */
export interface RetryBudget {
  /** A call is made: adds its share. */
  readonly earn: () => void;
  /** Takes one retry out; false when there is none. */
  readonly spend: () => boolean;
}

export interface RetryBudgetOptions {
  /** Retries in a full bucket. */
  readonly size: number;
  /** Retries earned by a hundred calls. */
  readonly percent: number;
  /** Told of every retry that was not made. */
  readonly onEmpty?: () => void;
}

/**
 * A retry budget for one upstream. While an upstream fails for good, every call wants its retries; without a budget they
 * would multiply the load on a service that is down.
 */
export function createRetryBudget({ size, percent, onEmpty }: RetryBudgetOptions): RetryBudget {
  // In hundredths of a retry: whole numbers do not drift.
  const full = size * 100;
  let left = full;
  return {
    earn: () => {
      left = Math.min(full, left + percent);
    },
    spend: () => {
      if (left >= 100) {
        left -= 100;
        return true;
      }
      onEmpty?.();
      return false;
    },
  };
}
