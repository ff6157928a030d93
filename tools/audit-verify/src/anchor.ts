import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Where a trail had come when it was last anchored. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
  /** Nothing may stand behind it. */
  readonly isClosed: boolean;
  readonly time: string;
}

const anchorSchema = z.object({
  seq: z.int().nonnegative(),
  hash: z.string(),
  isClosed: z.boolean(),
  time: z.string(),
  mac: z.string(),
});

/**
 * Reads an anchor and checks its seal.
 *
 * @throws Error when it is none, or was not written with this key
 */
export function anchorIn(text: string, key: string): Anchor {
  const { data } = anchorSchema.safeParse(jsonIn(text));
  if (data === undefined) throw new Error('the anchor cannot be read');
  const { seq, hash, isClosed, time, mac } = data;
  const expected = createHmac('sha256', key).update(`${seq}\n${hash}\n${isClosed}\n${time}`).digest();
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Error('the anchor was not written with this key');
  }
  return { seq, hash, isClosed, time };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
