import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** Memory that several instances share. Losing it costs speed only: no function ever rejects. */
export interface SharedAnswers {
  /** What is stored and how much longer it is, in milliseconds; undefined when there is nothing, or no way to know. */
  readonly get: (key: string) => Promise<{ readonly text: string; readonly remainingMs: number } | undefined>;
  readonly set: (key: string, text: string, ttlMs: number) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
}

export interface KnownAnswersOptions<Entry> {
  /** Says in the shared memory which look-up and which form of answer it is; changes with the form. */
  readonly prefix: string;
  readonly entrySchema: z.ZodType<Entry>;
  /** Milliseconds an answer with entries may be used again; 0 remembers nothing. */
  readonly ttlMs: number;
  /** Milliseconds an empty answer may be used again; never more than one with entries. */
  readonly negativeTtlMs: number;
  /** Milliseconds an answer may be used while its upstream fails, once its time is over. */
  readonly staleMs: number;
  readonly shared: SharedAnswers | undefined;
  readonly clock: { readonly now: () => number };
}

/**
 * An answer that is remembered: `fresh` within its time, `stale` beyond it, and `held` when it is stale and the upstream
 * has just failed.
 */
export interface Known<Entry> {
  readonly entries: readonly Entry[];
  readonly state: 'fresh' | 'held' | 'stale';
}

export interface KnownAnswers<Entry> {
  /** From this process's own memory. */
  readonly recall: (key: string) => Known<Entry> | undefined;
  /** From the shared memory, where there is one, into this process's own. */
  readonly fetch: ((key: string) => Promise<Known<Entry> | undefined>) | undefined;
  readonly keep: (key: string, entries: readonly Entry[]) => void;
  /** Uses a stale answer for a while without asking anew. */
  readonly hold: (key: string, ms: number) => void;
  readonly drop: (key: string) => void;
  /** How often an answer has been dropped: what was asked for before the last time may be stale. */
  readonly drops: () => number;
}

interface Remembered<Entry> {
  readonly entries: readonly Entry[];
  readonly freshUntil: number;
  readonly heldUntil: number;
}

/** Most answers held; a practice needs two, a consumer one. */
const MAX_ANSWERS = 50_000;
/** Most entries in them, and in one of them. */
const MAX_ENTRIES = 250_000;
const MAX_ENTRIES_EACH = 1_000;

/** Remembers answers in this process and, where there is one, in a memory that several instances share. */
export function createKnownAnswers<Entry>(options: KnownAnswersOptions<Entry>): KnownAnswers<Entry> {
  const { clock } = options;
  const stored = createStoredAnswers(options);
  const answers = new LRUCache<string, Remembered<Entry>>({
    max: MAX_ANSWERS,
    maxSize: MAX_ENTRIES,
    maxEntrySize: MAX_ENTRIES_EACH,
    sizeCalculation: ({ entries }) => entries.length + 1,
    perf: clock,
    ttlResolution: 0,
  });
  let drops = 0;

  const ttlOf = ({ length }: readonly Entry[]) =>
    length > 0 ? options.ttlMs : Math.min(options.ttlMs, options.negativeTtlMs);
  /** What is not there is never told beyond its time. */
  const staleMsOf = ({ length }: readonly Entry[]) => (length > 0 ? options.staleMs : 0);

  const remember = (key: string, entries: readonly Entry[], ttlMs: number) => {
    const ttl = ttlMs + staleMsOf(entries);
    if (ttl > 0) answers.set(key, { entries, freshUntil: clock.now() + ttlMs, heldUntil: 0 }, { ttl });
  };
  const recall = (key: string): Known<Entry> | undefined => {
    const known = answers.get(key);
    if (known === undefined) return undefined;
    const now = clock.now();
    const state = now <= known.freshUntil ? 'fresh' : now <= known.heldUntil ? 'held' : 'stale';
    return { entries: known.entries, state };
  };
  const forget = (key: string) => {
    answers.delete(key);
    stored.remove(key);
  };

  const fetch = async (key: string) => {
    const dropsBefore = drops;
    const found = await stored.get(key);
    if (found === undefined || drops !== dropsBefore) return undefined;
    remember(key, found.entries, Math.min(found.freshMs, ttlOf(found.entries)));
    return recall(key);
  };

  return {
    recall,
    fetch: options.shared === undefined ? undefined : fetch,
    keep: (key, entries) => {
      const ttlMs = ttlOf(entries);
      if (ttlMs <= 0) forget(key);
      else {
        remember(key, entries, ttlMs);
        stored.set(key, entries, { ttlMs, staleMs: staleMsOf(entries) });
      }
    },
    hold: (key, ms) => {
      const known = answers.get(key);
      const ttl = answers.getRemainingTTL(key);
      if (known !== undefined && ttl > 0) answers.set(key, { ...known, heldUntil: clock.now() + ms }, { ttl });
    },
    drop: (key) => {
      drops += 1;
      forget(key);
    },
    drops: () => drops,
  };
}

/** Answers as text in the shared memory, whose own clock alone tells how old they are. */
function createStoredAnswers<Entry>({ prefix, entrySchema, shared }: KnownAnswersOptions<Entry>) {
  const storedSchema = z.object({ entries: z.array(entrySchema), staleMs: z.number().min(0) });
  return {
    get: async (key: string) => {
      const stored = await shared?.get(prefix + key);
      const read = storedSchema.safeParse(jsonOf(stored?.text ?? ''));
      if (stored === undefined || !read.success) return undefined;
      return { entries: read.data.entries, freshMs: stored.remainingMs - read.data.staleMs };
    },
    set: (key: string, entries: readonly Entry[], { ttlMs, staleMs }: { ttlMs: number; staleMs: number }) => {
      void shared?.set(prefix + key, JSON.stringify({ entries, staleMs }), ttlMs + staleMs);
    },
    remove: (key: string) => {
      void shared?.remove(prefix + key);
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
