import { reasonToGiveUp, type Deadline } from './deadline.ts';
import type { RetryBudget } from './retry-budget.ts';
import { waitUnlessAborted } from './unless-aborted.ts';
import { UpstreamError } from './upstream-error.ts';
import { isBrokenConnection } from './upstream-failure.ts';

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Longest wait before the second attempt, in milliseconds; doubled for each further one, and drawn from 0 up to it. */
  readonly backOffMs: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** What all calls to the upstream may spend on retries together; no limit unless given. */
  readonly budget?: RetryBudget;
}

const PASSING_STATUSES = new Set([408, 429, 502, 503, 504, 599]);

/**
 * Repeats a call that can be repeated, for faults that can pass: time-outs (408, 504 and 599, the Spine Secure Proxy's
 * own, among them), connections refused or reset, 429, 502 and 503. Waits with exponential back-off and full jitter, or
 * as long as `Retry-After` asks. Never beyond the deadline, nor the upstream's budget: then the last error is thrown at once.
 */
export async function withRetries<T>(
  call: (attempt: number) => Promise<T>,
  { policy, deadline }: { policy: RetryPolicy; deadline: Deadline },
): Promise<T> {
  policy.budget?.earn();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(attempt);
    } catch (error) {
      if (attempt >= policy.attempts || !canPass(error)) throw error;
      const delayMs = error.retryAfterMs ?? policy.random() * policy.backOffMs * 2 ** (attempt - 1);
      if (delayMs >= deadline.remainingMs() || policy.budget?.spend() === false) throw error;
      await waitUnlessAborted(delayMs, deadline.signal, () => reasonToGiveUp(error.upstream, deadline.signal));
    }
  }
}

function canPass(error: unknown): error is UpstreamError {
  if (!(error instanceof UpstreamError)) return false;
  if (error.kind === 'status') return PASSING_STATUSES.has(error.status ?? 0);
  return error.kind === 'timeout' || (error.kind === 'network' && isBrokenConnection(error.cause));
}
