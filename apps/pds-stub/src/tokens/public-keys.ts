import { readFile } from 'node:fs/promises';
import type { JWK } from 'jose';
import { z } from 'zod';
import { TokenFault } from './token-fault.ts';

const JWKS = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Finds the application's public key of this name. The file is read each time, so that a new key counts at once.
 *
 * @throws TokenFault when no key is registered, the file cannot be used, or it holds no such key
 */
export async function findPublicKey(jwksFile: string, kid: string): Promise<JWK> {
  const keys = await readKeys(jwksFile);
  if (keys.length === 0) throw new TokenFault('noKeys');
  const key = keys.find((each) => each.kid === kid);
  if (key === undefined) throw new TokenFault('kidUnknown');
  return key;
}

async function readKeys(jwksFile: string): Promise<z.output<typeof JWKS>['keys']> {
  try {
    return JWKS.parse(JSON.parse(await readFile(jwksFile, 'utf8'))).keys;
  } catch (error) {
    throw new TokenFault(isMissingFile(error) ? 'noKeys' : 'keysUnreachable');
  }
}

function isMissingFile(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
