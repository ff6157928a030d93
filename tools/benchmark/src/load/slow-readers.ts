import { Client } from 'undici';
import { RECORD_BYTES } from '../patients.ts';
import { exchange } from './exchange.ts';
import type { SingleJob, SingleResult, SlowReadersJob, SlowReadersResult } from './jobs.ts';
import { questionsAbout, recordRequest } from './record-requests.ts';

const NO_LIMIT = { headersTimeout: 0, bodyTimeout: 0 };

/** Lets many consumers take a record each at their own, slow pace. */
export async function runSlowReaders({
  url,
  consumers,
  size,
  bytesPerSecond,
}: SlowReadersJob): Promise<SlowReadersResult> {
  const ask = questionsAbout(size);
  const started = performance.now();
  const take = async (number: number): Promise<boolean> => {
    const client = new Client(url, NO_LIMIT);
    const wait = (count: number) => (count * 1000) / bytesPerSecond;
    try {
      const { status, bytes } = await exchange(client, recordRequest(ask(number)), wait);
      return status === 200 && bytes === RECORD_BYTES[size];
    } catch {
      return false;
    } finally {
      await client.destroy();
    }
  };
  const taken = await Promise.all(Array.from({ length: consumers }, (_, number) => take(number)));
  const complete = taken.filter(Boolean).length;
  return { complete, errors: consumers - complete, seconds: (performance.now() - started) / 1000 };
}

/** Takes one record as fast as it comes, and says when its first byte came. */
export async function runSingle({ url, size }: SingleJob): Promise<SingleResult> {
  const client = new Client(url, NO_LIMIT);
  const started = performance.now();
  let firstByteAt = 0;
  try {
    const { status, bytes } = await exchange(client, recordRequest(questionsAbout(size)(1)), () => {
      if (firstByteAt === 0) firstByteAt = Number(process.hrtime.bigint());
      return 0;
    });
    return { complete: status === 200 && bytes === RECORD_BYTES[size], firstByteAt, ms: performance.now() - started };
  } finally {
    await client.destroy();
  }
}
