import { gzipDecoder, identityDecoder } from './record-decoder.ts';
import { createTailCheck } from './tail-check.ts';

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

/**
 * Reads a record part by part, as fast as its parts are taken.
 *
 * @throws BrokenRecordError at the latest when the body ends: a body that ends early must never look complete
 * @throws UpstreamError when its connection breaks
 */
export async function* readRecord(
  body: AsyncIterable<Uint8Array>,
  coding: RecordCoding,
): AsyncGenerator<RecordPart, void> {
  const decoder = coding === 'gzip' ? gzipDecoder() : identityDecoder();
  const tail = createTailCheck();
  try {
    for await (const bytes of body) {
      for (const coded of coding === 'gzip' ? slicesOf(bytes) : [bytes]) {
        const plain = await decoder.decode(coded).catch(broken);
        for (const chunk of plain) tail.see(chunk);
        yield { coded, plain };
      }
    }
    await decoder.end().catch(broken);
  } finally {
    decoder.close();
  }
  if (!tail.isWhole()) throw new BrokenRecordError('the record does not end as a JSON object');
}

function* slicesOf(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) yield bytes.subarray(start, start + SLICE_BYTES);
}

function broken(cause: unknown): never {
  throw new BrokenRecordError('the record is not gzip to its end', { cause });
}
