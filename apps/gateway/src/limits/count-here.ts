import { LRUCache } from 'lru-cache';
import type { Counted, CountRequest } from './rate-limit.ts';

const MINUTE_MS = 60_000;
/** Most consumers counted at a time: ODS codes are the caller's to choose. The one longest silent is forgotten first. */
const MAX_CONSUMERS = 10_000;

/** Counts in this process alone. */
export function createCountHere(now: () => number = () => performance.now()): CountRequest {
  const minutes = new LRUCache<string, { requests: number; readonly end: number }>({ max: MAX_CONSUMERS });
  return (consumerOds): Promise<Counted> => {
    const known = minutes.get(consumerOds);
    const minute = known !== undefined && now() < known.end ? known : { requests: 0, end: now() + MINUTE_MS };
    minute.requests += 1;
    minutes.set(consumerOds, minute);
    return Promise.resolve({ requests: minute.requests, remainingMs: minute.end - now() });
  };
}
