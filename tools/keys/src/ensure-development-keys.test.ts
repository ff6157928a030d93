import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PDS_STUB_KEY_ID } from '@cdg/test-data';
import { createLocalJWKSet, importPKCS8, jwtVerify, SignJWT, type JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { ensureDevelopmentKeys, type DevelopmentKeys } from './ensure-development-keys.ts';

// A 4096-bit key takes a second or two to find on a busy machine.
const SLOW = 30_000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function signAndVerify({ privateKeyFile, jwksFile }: DevelopmentKeys) {
  const privateKey = await importPKCS8(await readFile(privateKeyFile, 'utf8'), 'RS512');
  const jwt = await new SignJWT({}).setProtectedHeader({ alg: 'RS512', kid: PDS_STUB_KEY_ID }).sign(privateKey);
  const jwks = await readKeySet(jwksFile);
  return { verified: await jwtVerify(jwt, createLocalJWKSet(jwks)), jwks };
}

async function readKeySet(file: string): Promise<JSONWebKeySet> {
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  return z.object({ keys: z.array(z.looseObject({ kty: z.string(), n: z.string() })) }).parse(content);
}

describe('ensureDevelopmentKeys', () => {
  test(
    'makes a pair whose public half verifies what the private half signs, and tells nothing private',
    async () => {
      const keys = await ensureDevelopmentKeys(folder);
      const { verified, jwks } = await signAndVerify(keys);

      expect(keys.made).toBe(true);
      expect(verified.protectedHeader.kid).toBe(PDS_STUB_KEY_ID);
      expect(jwks.keys.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
      expect(jwks.keys.map((key) => Buffer.from(key.n ?? '', 'base64url').length * 8)).toEqual([4096]);
      expect((await stat(keys.privateKeyFile)).mode & 0o777).toBe(0o600);
    },
    SLOW,
  );

  test(
    'keeps the pair that is there, and replaces it when told to',
    async () => {
      const first = await ensureDevelopmentKeys(folder);
      const before = await readFile(first.privateKeyFile, 'utf8');

      expect((await ensureDevelopmentKeys(folder)).made).toBe(false);
      expect(await readFile(first.privateKeyFile, 'utf8')).toBe(before);

      const renewed = await ensureDevelopmentKeys(folder, { renew: true });
      expect(await readFile(first.privateKeyFile, 'utf8')).not.toBe(before);
      await expect(signAndVerify(renewed)).resolves.toBeDefined();
    },
    SLOW,
  );

  test(
    'agrees on one pair when two processes ask at once, and leaves no drafts behind',
    async () => {
      const [one] = await Promise.all([ensureDevelopmentKeys(folder), ensureDevelopmentKeys(folder)]);

      await expect(signAndVerify(one)).resolves.toBeDefined();
      expect((await readdir(folder)).sort()).toEqual(['development-private-key.pem', 'development.jwks.json']);
    },
    SLOW,
  );
});
