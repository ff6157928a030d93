import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { z } from 'zod';
import { errorCode } from '../error-code.ts';
import type { Head } from './hash-chain.ts';

/** The head of a trail, kept where the trail is not: a tail that is cut shows against it. */
export interface Anchor extends Head {
  /** The trail was closed here: nothing stands behind it. */
  readonly isClosed: boolean;
}

/** The anchor cannot be read, or somebody without the key has written it. */
export class AnchorError extends Error {
  override readonly name = 'AnchorError';
}

const anchorSchema = z.object({
  seq: z.int().nonnegative(),
  hash: z.string(),
  isClosed: z.boolean(),
  time: z.string(),
  mac: z.string(),
});

export interface AnchorFile {
  /** Undefined when there is none. @throws AnchorError */
  readonly read: () => Promise<Anchor | undefined>;
  /** Replaces it in one step: there is always a whole one. */
  readonly write: (anchor: Anchor) => Promise<void>;
}

export function createAnchorFile(file: string, { key, now }: { key: string; now: () => Date }): AnchorFile {
  return {
    read: async () => {
      const text = await readIfThere(file);
      return text === undefined ? undefined : parse(text, key);
    },
    write: async ({ seq, hash, isClosed }) => {
      const said = { seq, hash, isClosed, time: now().toISOString() };
      await replace(file, `${JSON.stringify({ ...said, mac: macOf(said, key) })}\n`);
    },
  };
}

function parse(text: string, key: string): Anchor {
  const { data } = anchorSchema.safeParse(jsonOrNothing(text));
  if (data === undefined) throw new AnchorError('it is no anchor of an audit trail');
  const [given, expected] = [Buffer.from(data.mac), Buffer.from(macOf(data, key))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AnchorError('it was not written with this key');
  }
  return { seq: data.seq, hash: data.hash, isClosed: data.isClosed };
}

/** HMAC-SHA256 over the values, a line each: whoever edits the trail cannot write the anchor that goes with it. */
function macOf({ seq, hash, isClosed, time }: Anchor & { time: string }, key: string): string {
  return createHmac('sha256', key).update(`${seq}\n${hash}\n${isClosed}\n${time}`).digest('base64url');
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function replace(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
