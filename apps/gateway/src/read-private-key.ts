import { createPrivateKey, type KeyObject } from 'node:crypto';
import { PemError, readPem, type PemSource } from './tls/read-pem.ts';

/** For RS512 (RFC 7518 section 3.3). */
const FEWEST_BITS = 2_048;

/** There is no key that can be used. The message says why and never quotes it. */
export class PrivateKeyError extends Error {
  override readonly name = 'PrivateKeyError';
}

/**
 * Reads an RSA key from PEM text, or else from a file; line breaks may be lost.
 *
 * @throws PrivateKeyError
 */
export function readPrivateKey(source: PemSource): KeyObject {
  const pem = textOf(source);
  if (pem === undefined) throw new PrivateKeyError('there is neither a key nor a file with one');
  return parseKey(pem, source.text === undefined ? (source.file ?? '') : 'the text');
}

function textOf(source: PemSource): string | undefined {
  try {
    return readPem(source);
  } catch (error) {
    throw error instanceof PemError ? new PrivateKeyError(error.message) : error;
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
    return createPrivateKey(pem);
  } catch {
    return undefined;
  }
}
