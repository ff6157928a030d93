import { createAbort, type Signal } from './abort.ts';
import { UpstreamError } from './upstream-error.ts';

/** The time allowed for the whole request is used up. */
export class DeadlineExceededError extends Error {
  override readonly name = 'DeadlineExceededError';
}

/** The consumer went away: nobody waits for the answer any more. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError';
}

/** One time allowance that every step of a request spends from. */
export interface Deadline {
  /** Aborts when the time is up (DeadlineExceededError) or the request is cancelled (CancelledError). */
  readonly signal: Signal;
  /** Milliseconds left; 0 when the time is up. */
  readonly remainingMs: () => number;
  /** Gives up at once, through to the sockets. */
  readonly cancel: () => void;
  /** Stops the clock: the answer has begun, and other limits rule from here. */
  readonly lift: () => void;
}

/** Starts a time allowance of `ms` milliseconds. The caller must `lift` or `cancel` it, so that no timer stays behind. */
export function startDeadline(ms: number): Deadline {
  const { signal, abort } = createAbort();
  const end = performance.now() + ms;
  const timer = setTimeout(() => {
    abort(new DeadlineExceededError('the time allowed for the request is used up'));
  }, ms);
  return {
    signal,
    remainingMs: () => Math.max(0, end - performance.now()),
    cancel: () => {
      clearTimeout(timer);
      abort(new CancelledError('the request was cancelled'));
    },
    lift: () => {
      clearTimeout(timer);
    },
  };
}

/** Why nobody waits for this upstream any longer: its time-out when the time is up, else the cancellation. */
export function reasonToGiveUp(upstream: string, { reason }: Signal): Error {
  return reason instanceof CancelledError ? reason : new UpstreamError(upstream, { kind: 'timeout', cause: reason });
}
