import { wholeNumber } from '@cdg/http-server';

/** A setting in milliseconds, from 1 up to an hour. */
export function duration(fallbackMs: number) {
  return wholeNumber(fallbackMs, { min: 1, max: 3_600_000 });
}
