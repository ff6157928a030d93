import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import { GENESIS, hashOf, type Head } from './hash-chain.ts';

/** How a file of the trail ends. */
export interface Tail {
  readonly head: Head;
  /** What stands behind the last whole event: a line that a crash has torn. */
  readonly torn: Buffer;
  /** The last whole event lacks its line break. */
  readonly lacksLineBreak: boolean;
}

/** The file holds bytes, but no event. */
export class NoTrailError extends Error {
  override readonly name = 'NoTrailError';
}

/** No line comes near this length. */
const TAIL_BYTES = 262_144;
const LINE_BREAK = 0x0a;
const FIRST_LINE = '{"v":1,"seq":1,';

const eventSchema = z.looseObject({ v: z.literal(1), seq: z.int().positive(), prev: z.string() });

/**
 * Finds the head of the trail in the last file of it; undefined when there is no such file, or nothing in it.
 *
 * @throws NoTrailError when there is no event at its end
 */
export async function readTail(file: string): Promise<Tail | undefined> {
  const bytes = await lastBytes(file);
  if (bytes.length === 0) return undefined;
  for (let end = bytes.length; end > 0;) {
    const start = bytes.lastIndexOf(LINE_BREAK, end - 1) + 1;
    const head = start < end ? headOf(bytes.subarray(start, end)) : undefined;
    if (head !== undefined) {
      const torn = bytes.subarray(Math.min(end + 1, bytes.length));
      return { head, torn, lacksLineBreak: end === bytes.length };
    }
    end = Math.min(start - 1, end - 1);
  }
  if (!isTornFirstLine(bytes)) throw new NoTrailError('it is no audit trail');
  return { head: GENESIS, torn: bytes, lacksLineBreak: false };
}

function isTornFirstLine(bytes: Buffer): boolean {
  const known = Math.min(bytes.length, FIRST_LINE.length);
  return bytes.length < TAIL_BYTES && bytes.toString('latin1', 0, known) === FIRST_LINE.slice(0, known);
}

async function lastBytes(file: string): Promise<Buffer> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
  try {
    const { size } = await handle.stat();
    const wanted = Math.min(size, TAIL_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, size - wanted);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function headOf(line: Buffer): Head | undefined {
  try {
    const { seq } = eventSchema.parse(JSON.parse(line.toString()));
    return { seq, hash: hashOf(line) };
  } catch {
    return undefined;
  }
}
