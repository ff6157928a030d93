import { createSingleFlight, startDeadline, type CallContext } from '@cdg/http-client';
import { LRUCache } from 'lru-cache';
import type { Device, Endpoint } from './directory-entries.ts';
import type { DirectoryQuery, SdsClient } from './sds-client.ts';

export interface SdsCacheOptions {
  /** Milliseconds an answer with entries may be used again; 0 turns the cache off. */
  readonly ttlMs: number;
  /** Milliseconds an empty answer may be used again; 0 asks anew each time. */
  readonly negativeTtlMs: number;
  /** Milliseconds one shared look-up may take in all, retries included. */
  readonly flightTimeoutMs: number;
  /** A clock that never goes back; the system's unless given. */
  readonly clock?: { readonly now: () => number };
}

/** Most answers held; a practice needs two, a consumer one. */
const MAX_ENTRIES = 50_000;

/**
 * An SDS client that remembers answers for a while and makes equal look-ups in flight one call. That answers are used
 * again across encounters is a deliberate departure from GP Connect's rule (docs/adr/0006); 0 gives the rule back.
 */
export function withCache(client: SdsClient, options: SdsCacheOptions): SdsClient {
  return {
    findDevices: remember<Device>(client.findDevices, options),
    findEndpoints: remember<Endpoint>(client.findEndpoints, options),
  };
}

type LookUp<Entry> = (query: DirectoryQuery, context: CallContext) => Promise<readonly Entry[]>;

function remember<Entry>(
  lookUp: LookUp<Entry>,
  { ttlMs, negativeTtlMs, flightTimeoutMs, clock = performance }: SdsCacheOptions,
): LookUp<Entry> {
  const answers = new LRUCache<string, readonly Entry[]>({ max: MAX_ENTRIES, perf: clock, ttlResolution: 0 });
  const flights = createSingleFlight<readonly Entry[]>('SDS');

  const askAndKeep = async (key: string, query: DirectoryQuery, context: CallContext): Promise<readonly Entry[]> => {
    const flight = startDeadline(flightTimeoutMs);
    // A wait before another attempt is begun only if the request that started the look-up has time for it.
    const remainingMs = () => Math.min(flight.remainingMs(), context.deadline.remainingMs());
    const deadline = { ...flight, remainingMs };
    try {
      const entries = await lookUp(query, { ...context, deadline });
      const ttl = entries.length > 0 ? ttlMs : Math.min(ttlMs, negativeTtlMs);
      if (ttl > 0) answers.set(key, entries, { ttl });
      else answers.delete(key);
      return entries;
    } finally {
      flight.lift();
    }
  };

  return (query, context) => {
    const key = `${query.interactionId} ${query.odsCode}`;
    const known = query.fresh === true ? undefined : answers.get(key);
    if (known !== undefined) return Promise.resolve(known);
    const flight = query.fresh === true ? `${key} fresh` : key;
    return flights.run(flight, () => askAndKeep(key, query, context), context.deadline);
  };
}
