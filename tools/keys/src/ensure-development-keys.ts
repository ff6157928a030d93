import { createPublicKey, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDS_STUB_KEY_ID } from '@cdg/test-data';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';

export interface DevelopmentKeys {
  readonly privateKeyFile: string;
  readonly jwksFile: string;
  /** Whether this call made the pair; false when both files were there. */
  readonly made: boolean;
}

/** What national services ask of an application's key: RS512 with 4096 bits. */
const ALGORITHM = 'RS512';
const MODULUS_BITS = 4096;

/**
 * Makes the key pair with which the gateway asks the PDS stub for tokens, unless it is there. Safe to call from several
 * processes at once: the first private key wins, and the public key set is always derived from the one that is kept.
 */
export async function ensureDevelopmentKeys(folder: string, { renew = false } = {}): Promise<DevelopmentKeys> {
  const privateKeyFile = join(folder, 'development-private-key.pem');
  const jwksFile = join(folder, 'development.jwks.json');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (renew) await Promise.all([rm(privateKeyFile, { force: true }), rm(jwksFile, { force: true })]);

  const found = await readIfThere(privateKeyFile);
  if (found !== undefined && (await readIfThere(jwksFile)) !== undefined) {
    return { privateKeyFile, jwksFile, made: false };
  }
  const privateKey = found ?? (await keepFirst(privateKeyFile, await newPrivateKey()));
  await replaceFile(jwksFile, await publicKeySet(privateKey));
  return { privateKeyFile, jwksFile, made: true };
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
  return exportPKCS8(privateKey);
}

async function publicKeySet(privateKey: string): Promise<string> {
  const jwk = await exportJWK(createPublicKey(privateKey));
  return `${JSON.stringify({ keys: [{ ...jwk, kid: PDS_STUB_KEY_ID, alg: ALGORITHM, use: 'sig' }] }, null, 2)}\n`;
}

/** Writes a file that nobody wrote meanwhile, and answers what is in it then. */
async function keepFirst(file: string, content: string): Promise<string> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content, { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(file, 'utf8');
}

async function replaceFile(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
