import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** For RS512 (RFC 7518 section 3.3). */
const FEWEST_BITS = 2_048;

/** There is no key that can be used. The message says why and never quotes it. */
export class PrivateKeyError extends Error {
  override readonly name = 'PrivateKeyError';
}

/**
 * Reads an RSA key from PEM text, in which an escaped `\n` counts as a line break, or else from a file.
 *
 * @throws PrivateKeyError
 */
export function readPrivateKey({ text, file }: { text: string | undefined; file: string | undefined }): KeyObject {
  if (text !== undefined) return parseKey(text, 'the text');
  if (file !== undefined) return parseKey(readKeyFile(file), file);
  throw new PrivateKeyError('there is neither a key nor a file with one');
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isCoded = typeof error === 'object' && error !== null && 'code' in error;
    throw new PrivateKeyError(`${file} cannot be read: ${isCoded ? String(error.code) : 'unknown error'}`);
  }
}

function parseKey(pem: string, source: string): KeyObject {
  const key = keyOf(pem);
  const isStrong = key?.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= FEWEST_BITS;
  if (!isStrong) throw new PrivateKeyError(`${source} is no RSA key of at least ${FEWEST_BITS} bits as PEM`);
  return key;
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n'));
  } catch {
    return undefined;
  }
}
