import { setTimeout as wait } from 'node:timers/promises';
import { reasonToGiveUp, type Deadline } from './deadline.ts';
import { UpstreamError } from './upstream-error.ts';

export interface RetryPolicy {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Longest wait before the second attempt, in milliseconds; doubled for each further one, and drawn from 0 up to it. */
  readonly backOffMs: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

const PASSING_STATUSES = new Set([408, 429, 502, 503, 504, 599]);

/**
 * Repeats a call that can be repeated, for faults that can pass: time-outs, broken connections, 408, 429, 502, 503,
 * 504 and 599 (the Spine Secure Proxy's other time-out). Waits with exponential back-off and full jitter, or as long as `Retry-After` asks, and never beyond the
 * deadline: then the last error is thrown at once.
 */
export async function withRetries<T>(
  call: (attempt: number) => Promise<T>,
  { policy, deadline }: { policy: RetryPolicy; deadline: Deadline },
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call(attempt);
    } catch (error) {
      if (attempt >= policy.attempts || !canPass(error)) throw error;
      const delayMs = error.retryAfterMs ?? policy.random() * policy.backOffMs * 2 ** (attempt - 1);
      if (delayMs >= deadline.remainingMs()) throw error;
      await wait(delayMs, undefined, { signal: deadline.signal }).catch(() => {
        throw reasonToGiveUp(error.upstream, deadline.signal);
      });
    }
  }
}

function canPass(error: unknown): error is UpstreamError {
  if (!(error instanceof UpstreamError)) return false;
  if (error.kind === 'status') return PASSING_STATUSES.has(error.status ?? 0);
  return error.kind === 'timeout' || error.kind === 'network';
}
