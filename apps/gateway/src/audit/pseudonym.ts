import { hash } from 'node:crypto';

/** The block that SHA-256 works on. */
const BLOCK_BYTES = 64;

/**
 * Names a patient without saying who it is: equal numbers have equal names, and without the key no name tells its number.
 * A plain hash would: there are few enough NHS numbers to try them all.
 *
 * It is HMAC with SHA-256 (RFC 2104), from one-shot hashes: `createHmac` makes an object for each, which in a busy process
 * costs twenty times as much (docs/performance-notes.md).
 */
export function createPseudonyms(key: string): (nhsNumber: string) => string {
  const inner = paddedKey(key, 0x36);
  const outer = paddedKey(key, 0x5c);
  return (nhsNumber) => {
    const digest = hash('sha256', Buffer.concat([inner, Buffer.from(nhsNumber)]), 'buffer');
    return hash('sha256', Buffer.concat([outer, digest]), 'base64url');
  };
}

/** The key in a block of its own, hashed first where it is longer, each byte mixed with the pad's. */
function paddedKey(key: string, pad: number): Buffer {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(BLOCK_BYTES);
  (bytes.length > BLOCK_BYTES ? hash('sha256', bytes, 'buffer') : bytes).copy(block);
  return Buffer.from(block.map((byte) => byte ^ pad));
}
