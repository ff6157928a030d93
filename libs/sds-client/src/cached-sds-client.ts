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

type LookUp<Entry> = (query: DirectoryQuery, context: CallContext) => Promise<Entry[]>;

function remember<Entry>(lookUp: LookUp<Entry>, options: SdsCacheOptions): LookUp<Entry> {
  const { ttlMs, negativeTtlMs, flightTimeoutMs } = options;
  const answers = new LRUCache<string, Entry[]>({ max: MAX_ENTRIES });
  const flights = createSingleFlight<Entry[]>();

  const askAndKeep = async (key: string, query: DirectoryQuery, context: CallContext): Promise<Entry[]> => {
    const deadline = startDeadline(flightTimeoutMs);
    try {
      const entries = await lookUp(query, { ...context, deadline });
      const ttl = entries.length > 0 ? ttlMs : Math.min(ttlMs, negativeTtlMs);
      if (ttl > 0) answers.set(key, entries, { ttl });
      return entries;
    } finally {
      deadline.lift();
    }
  };

  return (query, context) => {
    const key = `${query.interactionId} ${query.odsCode}`;
    const known = answers.get(key);
    if (known !== undefined) return Promise.resolve(known);
    return flights.run(key, () => askAndKeep(key, query, context), context.deadline);
  };
}
