import type { Logger } from '@cdg/http-server';
import { errorCode } from '../error-code.ts';
import type { AnchorFile } from './audit-anchor.ts';
import { AuditSinkError, createAuditWriter, type AuditSink, type AuditWriter } from './audit-writer.ts';
import { chainEvent, type AuditFields, type Head } from './hash-chain.ts';

/** The trail as those see it who have something to record. */
export interface AuditTrail {
  /** Adds an event. Never throws and never waits: what cannot be written now is kept, up to a bound, and then counted. */
  readonly append: (fields: AuditFields) => void;
  /**
   * Resolves once all that was appended so far has been accepted by every sink.
   *
   * @throws AuditSinkError when nobody may be served unaudited and a sink fails
   */
  readonly settled: () => Promise<void>;
  /** Whether requests may be taken: false while a sink fails, unless audit is not required. */
  readonly isReady: () => boolean;
  /** Every sink takes what it is given. */
  readonly isWritable: () => boolean;
  readonly close: () => Promise<void>;
}

export interface TrailOptions {
  readonly sinks: readonly AuditSink[];
  readonly head: Head;
  readonly anchor: AnchorFile | undefined;
  /** Without it requests are served although a sink fails. */
  readonly isRequired: boolean;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly onLost: () => void;
  /** Told at the start, and whenever a sink begins to fail or works again. */
  readonly onWritable: (isWritable: boolean) => void;
  /** 1 s and 60 s unless given. */
  readonly anchorEveryMs?: number;
  readonly logHeadEveryMs?: number;
}

/** What is kept for a sink that fails: some ten thousand events. Beyond it events are lost, and their number recorded. */
const MOST_PENDING_BYTES = 8_388_608;
/** Events that wait for their place in the chain. */
const MOST_UNCHAINED = 1_000;
const STALL_MS = 2_000;
const RETRY_MS = 250;

/** Chains events, gives them to the sinks, and keeps the head outside of them. */
export function createAuditTrail(options: TrailOptions): AuditTrail {
  const { sinks, isRequired, now, onLost, onWritable } = options;
  const writers: AuditWriter[] = sinks.map((sink) =>
    createAuditWriter({
      sink,
      stallMs: STALL_MS,
      retryMs: RETRY_MS,
      onChange: (failure) => {
        logChange(options.logger, failure);
        onWritable(failure === undefined && isWritable());
      },
    }),
  );
  const chain = createChain(options.head, (line) => {
    for (const writer of writers) writer.push(line);
  });
  let lost = 0;

  const add = (fields: AuditFields) => {
    chain.add(now(), fields);
    // What is kept for a sink that fails is bounded by the length of its lines.
    if (!isWritable()) chain.reached();
  };
  const append = (fields: AuditFields) => {
    if (writers.some((writer) => writer.pendingBytes() > MOST_PENDING_BYTES)) {
      lost += 1;
      onLost();
      return;
    }
    if (lost > 0) add({ event: 'gap', lost });
    lost = 0;
    add(fields);
  };
  const isWritable = () => !writers.some((writer) => writer.isFailing());
  const allSettled = async () => {
    chain.reached();
    await Promise.all(writers.map((writer) => writer.settled()));
  };
  onWritable(true);
  const keeper = keepHead({ ...options, head: chain.reached, allSettled });

  return {
    append,
    settled: () => (isRequired ? allSettled() : Promise.resolve()),
    isReady: () => !isRequired || isWritable(),
    isWritable,
    close: async () => {
      append({ event: 'closed' });
      await keeper.close();
      await Promise.all(writers.map((writer) => writer.close()));
    },
  };
}

/** Gives each event its place in the chain at the end of the loop's turn, or as soon as somebody asks: calls go out first. */
function createChain(start: Head, onLine: (line: string) => void) {
  let head = start;
  let waiting: { readonly time: Date; readonly fields: AuditFields }[] = [];
  const reached = (): Head => {
    const events = waiting;
    waiting = [];
    for (const { time, fields } of events) {
      const chained = chainEvent(head, time, fields);
      ({ head } = chained);
      onLine(chained.line);
    }
    return head;
  };
  return {
    add: (time: Date, fields: AuditFields) => {
      if (waiting.length === 0) setImmediate(reached);
      waiting.push({ time, fields });
      if (waiting.length >= MOST_UNCHAINED) reached();
    },
    /** How far the chain has come, with all events so far. */
    reached,
  };
}

function logChange(logger: Logger, failure: unknown): void {
  if (failure === undefined) logger.info('the audit sink works again');
  else logger.error({ code: codeOf(failure) }, 'the audit sink fails');
}

interface HeadKeeper extends Omit<TrailOptions, 'head'> {
  readonly head: () => Head;
  readonly allSettled: () => Promise<void>;
}

/** Anchors the head of what has been written, and logs it now and then, so that it stands in more than one place. */
function keepHead(options: HeadKeeper) {
  const { sinks, anchor, logger, head, allSettled, anchorEveryMs = 1_000, logHeadEveryMs = 60_000 } = options;
  let [anchored, logged] = [-1, -1];
  let work = Promise.resolve();

  const keep = async (isClosed: boolean) => {
    const reached = head();
    if (reached.seq === anchored && !isClosed) return;
    try {
      await allSettled();
      // Never ahead of the file, whatever becomes of the machine.
      await Promise.all(sinks.map((sink) => sink.sync()));
      await anchor?.write({ ...reached, isClosed });
      anchored = reached.seq;
    } catch (error) {
      if (!(error instanceof AuditSinkError))
        logger.error({ code: codeOf(error) }, 'the audit head cannot be anchored');
    }
  };
  const log = () => {
    const { seq, hash } = head();
    if (seq === logged) return;
    logged = seq;
    logger.info({ seq, hash }, 'audit head');
  };
  const anchorTimer = setInterval(() => {
    work = work.then(() => keep(false));
  }, anchorEveryMs).unref();
  const logTimer = setInterval(log, logHeadEveryMs).unref();

  return {
    close: async () => {
      clearInterval(anchorTimer);
      clearInterval(logTimer);
      await work;
      await keep(true);
      log();
    },
  };
}

/** Messages of the system may name paths: its code says enough. */
function codeOf(error: unknown): string {
  return errorCode(error) ?? (error instanceof Error ? error.message : 'unknown');
}
