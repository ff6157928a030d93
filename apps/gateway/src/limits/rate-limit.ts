import { CallError } from '../errors/call-error.ts';

/** One request more of a consumer's: how many requests its minute has had with it, and how much of the minute is left. */
export interface Counted {
  readonly requests: number;
  readonly remainingMs: number;
}

/** Counts a request of the consumer with this ODS code. */
export type CountRequest = (consumerOds: string) => Promise<Counted>;

export interface RateLimitOptions {
  /** Requests a minute for each consumer; 0 = any number. */
  readonly perMinute: number;
  readonly count: CountRequest;
  readonly onLimited: () => void;
}

/** @throws CallError 429 when the consumer has had its requests of the minute */
export type RateLimit = (consumerOds: string) => Promise<void>;

/** Lets each consumer send so many requests a minute; the minute begins with the first of them. */
export function createRateLimit({ perMinute, count, onLimited }: RateLimitOptions): RateLimit {
  return async (consumerOds) => {
    if (perMinute === 0) return;
    const { requests, remainingMs } = await count(consumerOds);
    if (requests <= perMinute) return;
    onLimited();
    const seconds = Math.max(1, Math.ceil(remainingMs / 1_000));
    throw new CallError('overRateLimit', 'Too many requests from this organisation', {
      headers: { 'Retry-After': String(seconds) },
    });
  };
}
