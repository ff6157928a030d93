/** Where the lines of the trail go. */
export interface AuditSink {
  /** Says how many of the bytes have been accepted, at least one. Rejects when none can be. */
  readonly write: (bytes: Buffer) => Promise<number>;
  /** What has been accepted outlives a loss of power. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The sink does not take what must be written: nobody may be served unaudited. */
export class AuditSinkError extends Error {
  override readonly name = 'AuditSinkError';
}

export interface AuditWriterOptions {
  readonly sink: AuditSink;
  /** A write that takes longer counts as failed. */
  readonly stallMs: number;
  /** Wait before a failed write is tried again. */
  readonly retryMs: number;
  /** Told whenever the sink begins to fail, and when it works again. */
  readonly onChange: (failure: unknown) => void;
}

/** Lines of so long become one write. */
const GATHER_MS = 5;

/**
 * Writes lines in their order, all that have gathered at once, one write at a time: a moment after the first, or as soon as
 * somebody waits for them.
 */
export interface AuditWriter {
  readonly push: (line: string) => void;
  /** Resolves once everything pushed so far has been accepted. @throws AuditSinkError as long as the sink fails */
  readonly settled: () => Promise<void>;
  readonly isFailing: () => boolean;
  readonly pendingBytes: () => number;
  /** Gives up what cannot be written. */
  readonly close: () => Promise<void>;
}

export function createAuditWriter({ sink, stallMs, retryMs, onChange }: AuditWriterOptions): AuditWriter {
  const progress = trackProgress(onChange);
  let lines: string[] = [];
  let batch: Buffer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  let due: NodeJS.Timeout | undefined;
  let [isBusy, isClosed] = [false, false];

  /** Until nothing is left, or a write fails: what it did not take is tried again later. */
  const writeAll = async () => {
    while ((lines.length > 0 || batch.length > 0) && !isClosed) {
      if (batch.length === 0) {
        batch = Buffer.from(lines.join(''));
        lines = [];
      }
      const stall = setTimeout(() => {
        progress.fail(new AuditSinkError('a write takes too long'));
      }, stallMs);
      const count = await sink.write(batch).finally(() => {
        clearTimeout(stall);
      });
      batch = batch.subarray(count);
      progress.accept(count);
    }
    isBusy = false;
  };
  const run = () => {
    due = undefined;
    isBusy = true;
    writeAll().catch((error: unknown) => {
      progress.fail(error);
      if (!isClosed) timer = setTimeout(run, retryMs).unref();
    });
  };

  return {
    ...progress,
    push: (line) => {
      lines.push(`${line}\n`);
      progress.expect(Buffer.byteLength(line) + 1);
      if (isBusy) return;
      isBusy = true;
      due = setTimeout(run, GATHER_MS);
    },
    settled: () => {
      if (due !== undefined) {
        clearTimeout(due);
        run();
      }
      return progress.settled();
    },
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await sink.close();
    },
  };
}

interface Waiter {
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** How much has been accepted of what there is to write, and who waits for how much of it. */
function trackProgress(onChange: AuditWriterOptions['onChange']) {
  let [expected, accepted] = [0, 0];
  let isFailing = false;
  let waiters: Waiter[] = [];

  const turn = (failure: unknown) => {
    if (isFailing === (failure !== undefined)) return;
    isFailing = !isFailing;
    onChange(failure);
  };

  return {
    isFailing: () => isFailing,
    pendingBytes: () => expected - accepted,
    expect: (bytes: number) => {
      expected += bytes;
    },
    accept: (bytes: number) => {
      accepted += bytes;
      turn(undefined);
      const served = waiters.filter(({ upTo }) => upTo <= accepted);
      waiters = waiters.filter(({ upTo }) => upTo > accepted);
      for (const { resolve } of served) resolve();
    },
    fail: (error: unknown) => {
      turn(error ?? new AuditSinkError('a write failed'));
      const refused = waiters;
      waiters = [];
      for (const { reject } of refused) reject(new AuditSinkError('the audit sink fails', { cause: error }));
    },
    settled: () => {
      if (isFailing) return Promise.reject(new AuditSinkError('the audit sink fails'));
      if (accepted >= expected) return Promise.resolve();
      return new Promise<void>((resolve, reject) => {
        waiters.push({ upTo: expected, resolve, reject });
      });
    },
  };
}
