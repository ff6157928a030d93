import type { StubFault } from '@cdg/test-data';
import type { Request } from 'express';

const MOST_COUNTS = 10_000;

/** How often a fault with `timesPerRequestId` has met each X-Request-ID. */
export interface RequestIdCounts {
  mayFire(fault: StubFault, req: Request): boolean;
  clear(): void;
}

/** Counts per X-Request-ID and address; the oldest counts are forgotten first. */
export function createRequestIdCounts(): RequestIdCounts {
  const counts = new Map<string, number>();
  return {
    clear: () => {
      counts.clear();
    },
    mayFire: (fault, req) => {
      if (fault.kind !== 'status' || fault.timesPerRequestId === undefined) return true;
      const key = `${req.get('X-Request-ID') ?? ''} ${req.method} ${req.originalUrl}`;
      const fired = counts.get(key) ?? 0;
      if (fired >= fault.timesPerRequestId) return false;
      counts.set(key, fired + 1);
      const oldest = counts.keys().next().value;
      if (counts.size > MOST_COUNTS && oldest !== undefined) counts.delete(oldest);
      return true;
    },
  };
}
