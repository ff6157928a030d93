import type { AnswerBody } from '@cdg/http-client';
import { gzipDecoder } from './record-decoder.ts';
import { createWholeCheck, type WholeCheck } from './whole-check.ts';

export type RecordCoding = 'gzip' | 'identity';

/** Some of a record. */
export interface RecordPart {
  /** The bytes as they came. */
  readonly coded: Uint8Array;
  /** What they say. */
  readonly plain: readonly Uint8Array[];
}

/** The record is not whole, or its bytes are not what their coding promises. */
export class BrokenRecordError extends Error {
  override readonly name = 'BrokenRecordError';
}

/** Compressed bytes taken at a time: they expand to a thousand times as many, and no more than that is held. */
const SLICE_BYTES = 4_096;

/** A record that comes part by part, as fast as its parts are taken. */
export interface IncomingRecord {
  /**
   * The next part; undefined at the end.
   *
   * @throws BrokenRecordError at the latest when the body ends: a body that ends early must never look complete
   * @throws UpstreamError when its connection breaks
   */
  readonly next: () => Promise<RecordPart | undefined>;
  /** Lets go of what it holds; the body behind it is not touched. */
  readonly close: () => void;
}

/** Reads a record from the body of an answer. */
export function readRecord(body: Pick<AnswerBody, 'read'>, coding: RecordCoding): IncomingRecord {
  return coding === 'gzip' ? readGzip(body) : readPlain(body);
}

function readPlain({ read }: Pick<AnswerBody, 'read'>): IncomingRecord {
  const whole = createWholeCheck();
  return {
    next: async () => {
      const bytes = await read();
      if (bytes === undefined) {
        checkEnd(whole);
        return undefined;
      }
      whole.see(bytes);
      return { coded: bytes, plain: [bytes] };
    },
    close: () => undefined,
  };
}

function readGzip({ read }: Pick<AnswerBody, 'read'>): IncomingRecord {
  const decoder = gzipDecoder();
  const whole = createWholeCheck();
  let rest: Uint8Array = Buffer.alloc(0);
  return {
    next: async () => {
      if (rest.length === 0) {
        const bytes = await read();
        if (bytes === undefined) {
          await decoder.end().catch(broken);
          checkEnd(whole);
          return undefined;
        }
        rest = bytes;
      }
      const coded = rest.subarray(0, SLICE_BYTES);
      rest = rest.subarray(SLICE_BYTES);
      const plain = await decoder.decode(coded).catch(broken);
      for (const chunk of plain) whole.see(chunk);
      return { coded, plain };
    },
    close: decoder.close,
  };
}

function checkEnd(whole: WholeCheck): void {
  if (!whole.isWhole()) throw new BrokenRecordError('the record is not a JSON object to its end');
}

function broken(cause: unknown): never {
  throw new BrokenRecordError('the record is not gzip to its end', { cause });
}
