import type { IncomingHttpHeaders } from 'node:http';
import type { RequestHandler } from 'express';

const MOST_ENTRIES = 1000;
const SECRET = /authorization|api-?key|cookie|token|secret|password|assertion/i;

/** One request as a test may look at it afterwards. */
export interface JournalEntry {
  readonly time: string;
  readonly method: string;
  /** With its query, as received. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** null while there is no answer, and when the connection was cut before its end. */
  status: number | null;
  ms: number | null;
}

export interface Journal {
  readonly record: RequestHandler;
  list(): readonly JournalEntry[];
  clear(): void;
}

/** Remembers the last 1,000 requests, oldest first, without their secrets. */
export function createJournal(now: () => Date): Journal {
  let entries: JournalEntry[] = [];
  return {
    list: () => entries,
    clear: () => {
      entries = [];
    },
    record: (req, res, next) => {
      const started = now();
      const entry: JournalEntry = {
        time: started.toISOString(),
        method: req.method,
        path: req.originalUrl,
        headers: withoutSecrets(req.headers),
        status: null,
        ms: null,
      };
      entries.push(entry);
      if (entries.length > MOST_ENTRIES) entries.shift();
      res.once('close', () => {
        entry.status = res.writableFinished ? res.statusCode : null;
        entry.ms = now().getTime() - started.getTime();
      });
      next();
    },
  };
}

function withoutSecrets(headers: IncomingHttpHeaders): JournalEntry['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET.test(name) ? '***' : (value ?? '')]),
  );
}
