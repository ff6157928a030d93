import { createSingleFlight, startDeadline, UpstreamError, type CallContext, type Signal } from '@cdg/http-client';
import { z } from 'zod';
import type { Device, Endpoint } from './directory-entries.ts';
import { createKnownAnswers, type KnownAnswers, type SharedAnswers } from './known-answers.ts';
import type { DirectoryQuery, SdsClient } from './sds-client.ts';

export interface SdsCacheOptions {
  /** Milliseconds an answer with entries may be used again; 0 turns the cache off. */
  readonly ttlMs: number;
  /** Milliseconds an empty answer may be used again; 0 asks anew each time. */
  readonly negativeTtlMs: number;
  /** Milliseconds beyond that in which an answer with entries may stand in while SDS fails; never unless given. */
  readonly staleIfErrorMs?: number;
  /** Milliseconds one shared look-up may take in all, retries included: as long as a request. */
  readonly flightTimeoutMs: number;
  /**
   * Milliseconds one attempt may take: the longest a request waits for SDS when an older answer can stand in. As long as
   * the whole look-up unless given.
   */
  readonly attemptTimeoutMs?: number;
  /** Memory that several instances share. */
  readonly shared?: SharedAnswers;
  /** Told each time an answer whose time is over stands in for a failing SDS. */
  readonly onStaleAnswer?: (path: SdsPath) => void;
  /** Told of each look-up where its answer came from. */
  readonly onLookUp?: (path: SdsPath, source: AnswerSource) => void;
  /** A clock that never goes back; the system's unless given. */
  readonly clock?: { readonly now: () => number };
}

export type SdsPath = 'Device' | 'Endpoint';

/**
 * Where an answer came from: this process's `memory`, the `shared` memory, a look-up that was already under way
 * (`joined`), SDS itself (`upstream`), an older answer that stood in (`stale`), or nowhere, because SDS `failed`.
 */
export type AnswerSource = 'memory' | 'shared' | 'joined' | 'upstream' | 'stale' | 'failed';

/** How long an older answer stands in for a failing SDS before SDS is asked again. */
const HOLD_MS = 5_000;

const text = z.string().optional();
const deviceSchema = z.object({ asid: text, partyKey: text }).transform(({ asid, partyKey }) => ({ asid, partyKey }));
const endpointSchema = z
  .object({ address: text, partyKey: text })
  .transform(({ address, partyKey }) => ({ address, partyKey }));

/**
 * An SDS client that remembers answers for a while and makes equal look-ups in flight one call. That answers are used
 * again across encounters is a deliberate departure from GP Connect's rule (docs/adr/0006); 0 gives the rule back.
 */
export function withCache(client: SdsClient, options: SdsCacheOptions): SdsClient {
  const { staleIfErrorMs: staleMs = 0, clock = performance } = options;
  const shared = options.ttlMs > 0 ? options.shared : undefined;
  const memory = { ...options, staleMs, shared, clock };
  const limits = limitsOf(options);
  return {
    findDevices: remember<Device>(
      { path: 'Device', lookUp: client.findDevices },
      createKnownAnswers({ ...memory, prefix: 'cdg:sds:1:Device:', entrySchema: deviceSchema }),
      limits,
    ),
    findEndpoints: remember<Endpoint>(
      { path: 'Endpoint', lookUp: client.findEndpoints },
      createKnownAnswers({ ...memory, prefix: 'cdg:sds:1:Endpoint:', entrySchema: endpointSchema }),
      limits,
    ),
  };
}

type LookUp<Entry> = (query: DirectoryQuery, context: CallContext) => Promise<readonly Entry[]>;

interface Source<Entry> {
  readonly path: SdsPath;
  readonly lookUp: LookUp<Entry>;
}

/** A look-up that is to be shared. */
interface Asking {
  readonly query: DirectoryQuery;
  readonly context: CallContext;
  /** Milliseconds that the most patient of those who wait for it still has. */
  readonly patienceMs: () => number;
  /** Aborts when nobody waits for it any longer. */
  readonly abandoned: Signal;
}

interface Limits {
  readonly flightTimeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly joinMs: number;
  readonly onStaleAnswer: (path: SdsPath) => void;
  readonly onLookUp: (path: SdsPath, source: AnswerSource) => void;
}

function limitsOf({ flightTimeoutMs, attemptTimeoutMs = flightTimeoutMs, ...told }: SdsCacheOptions): Limits {
  const joinMs = attemptTimeoutMs / 2;
  return {
    attemptTimeoutMs,
    joinMs,
    // Whoever joins last has all the time of a request, too.
    flightTimeoutMs: flightTimeoutMs + joinMs,
    onStaleAnswer: told.onStaleAnswer ?? (() => undefined),
    onLookUp: told.onLookUp ?? (() => undefined),
  };
}

function remember<Entry>(source: Source<Entry>, known: KnownAnswers<Entry>, limits: Limits): LookUp<Entry> {
  const flights = createSingleFlight<readonly Entry[]>('SDS', { joinMs: limits.joinMs, endsAbandoned: true });
  const refreshing = new Set<string>();

  const refresh = async (key: string, asking: Asking): Promise<readonly Entry[]> => {
    refreshing.add(key);
    try {
      const query = { ...asking.query, fresh: true };
      const entries = await ask(source.lookUp, { ...asking, query }, limits.flightTimeoutMs);
      known.keep(key, entries);
      limits.onLookUp(source.path, 'upstream');
      return entries;
    } catch (error) {
      limits.onLookUp(source.path, 'failed');
      throw error;
    } finally {
      refreshing.delete(key);
    }
  };
  const find = createFind(source, known, limits);

  return (query, context) => {
    const key = `${query.interactionId} ${query.odsCode}`;
    if (query.fresh === true) known.drop(key);
    const answer = known.recall(key);
    if (answer?.state === 'held') limits.onStaleAnswer(source.path);
    if (answer !== undefined && answer.state !== 'stale') {
      limits.onLookUp(source.path, answer.state === 'held' ? 'stale' : 'memory');
      return Promise.resolve(answer.entries);
    }

    const isFresh = query.fresh === true || refreshing.has(key);
    const flight = { isOwn: false };
    const found = flights.run(
      isFresh ? `${key} fresh` : key,
      (patienceMs, abandoned) => {
        flight.isOwn = true;
        return (isFresh ? refresh : find)(key, { query, context, patienceMs, abandoned });
      },
      context.deadline,
    );
    if (!flight.isOwn) limits.onLookUp(source.path, 'joined');
    return found;
  };
}

/** Looks up what this process does not know: in the shared memory, then in SDS; an older answer stands in if that fails. */
function createFind<Entry>({ path, lookUp }: Source<Entry>, known: KnownAnswers<Entry>, limits: Limits) {
  const standIn = (key: string): readonly Entry[] | undefined => {
    const answer = known.recall(key);
    if (answer === undefined) return undefined;
    // Somebody else may have got a new one meanwhile.
    if (answer.state !== 'fresh') {
      known.hold(key, HOLD_MS);
      limits.onStaleAnswer(path);
    }
    return answer.entries;
  };

  return async (key: string, asking: Asking): Promise<readonly Entry[]> => {
    const drops = known.drops();
    const isCurrent = () => known.drops() === drops;
    const older = (known.fetch && (await known.fetch(key))) ?? known.recall(key);
    if (older?.state === 'fresh') {
      limits.onLookUp(path, 'shared');
      return older.entries;
    }
    try {
      const timeoutMs = older === undefined ? limits.flightTimeoutMs : limits.attemptTimeoutMs;
      const entries = await ask(lookUp, asking, timeoutMs);
      if (isCurrent()) known.keep(key, entries);
      limits.onLookUp(path, 'upstream');
      return entries;
    } catch (error) {
      const entries = isFailureOfSds(error) && isCurrent() ? standIn(key) : undefined;
      limits.onLookUp(path, entries === undefined ? 'failed' : 'stale');
      if (entries === undefined) throw error;
      return entries;
    }
  };
}

async function ask<Entry>(
  lookUp: LookUp<Entry>,
  { query, context, patienceMs, abandoned }: Asking,
  timeoutMs: number,
): Promise<readonly Entry[]> {
  const flight = startDeadline(timeoutMs);
  // A wait before another attempt is begun only if somebody who waits for the look-up has time for it.
  const remainingMs = () => Math.min(flight.remainingMs(), patienceMs());
  if (abandoned.aborted) flight.cancel();
  abandoned.addEventListener('abort', flight.cancel);
  try {
    return await lookUp(query, { ...context, deadline: { ...flight, remainingMs } });
  } finally {
    abandoned.removeEventListener('abort', flight.cancel);
    flight.lift();
  }
}

/** Whether SDS could not answer; a refusal of what was asked, or of who asked, is an answer. */
function isFailureOfSds(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const { kind, status = 0 } = error;
  return kind !== 'status' || status >= 500 || status === 408 || status === 429;
}
