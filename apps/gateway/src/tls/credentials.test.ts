import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority, type Certificate, type CertificateAuthority } from '@cdg/test-kit';
import { CredentialsError, expiryOf, readCredentials, type Credentials } from './credentials.ts';

const DAY_MS = 86_400_000;
const NOW = new Date();

let folder: string;
let authority: CertificateAuthority;
let own: Certificate;
let other: Certificate;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'credentials-'));
  authority = await createCertificateAuthority();
  own = await authority.issue({ subject: 'CN=own.example' });
  other = await authority.issue({ subject: 'CN=other.example' });
});
afterAll(() => rm(folder, { recursive: true }));

function read({ cert, key, ca, crl }: Credentials, now = NOW): Credentials {
  return readCredentials({ cert: { text: cert }, key: { text: key }, ca: { text: ca }, crl: { text: crl } }, now);
}

describe('credentials', () => {
  test('are read from variables, also where line breaks were lost', () => {
    const lost = (pem: string) => pem.replaceAll('\n', '\\n');
    const credentials = { ...own, ca: authority.cert };
    expect(read({ cert: lost(own.cert), key: lost(own.key), ca: authority.cert })).toEqual(credentials);
  });

  test('are read from files', async () => {
    const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    await Promise.all([writeFile(files.cert, own.cert), writeFile(files.key, own.key)]);

    const sources = { cert: { file: files.cert }, key: { file: files.key }, ca: {}, crl: {} };
    expect(readCredentials(sources, NOW)).toEqual(own);
  });

  test('need not be there', () => {
    expect(read({})).toEqual({});
    expect(expiryOf({})).toBeUndefined();
  });

  test('tell when they end', () => {
    const days = ((expiryOf(own)?.getTime() ?? 0) - NOW.getTime()) / DAY_MS;
    expect(Math.round(days)).toBe(30);
  });

  test('may bring the chain to their authority', () => {
    expect(read({ ...own, cert: `${own.cert}\n${authority.cert}` }).cert).toContain(authority.cert);
  });

  test.each<[string, () => Credentials, string]>([
    ['a certificate without its key', () => ({ cert: own.cert }), 'there is a certificate, but no key'],
    ['a key without its certificate', () => ({ key: own.key }), 'there is a key, but no certificate'],
    ['a key of another', () => ({ ...own, key: other.key }), 'certificate and key do not belong together'],
    ['a key that is none', () => ({ ...own, key: 'secret' }), 'the key is no private key as PEM'],
    [
      'a certificate that is none',
      () => ({ ...own, cert: 'x' }),
      'the certificate cannot be read: expected certificates as PEM',
    ],
    ['a broken certificate', () => ({ ...own, cert: own.cert.replace(/[A-Z]{2}/g, 'AA') }), 'cannot be read'],
    ['authorities that are none', () => ({ ca: 'x' }), 'the authorities cannot be read'],
    ['a revocation list that is none', () => ({ crl: own.cert }), 'the revocation list is no PEM of a CRL'],
    [
      'a chain of strangers',
      () => ({ ...own, cert: `${own.cert}\n${other.cert}` }),
      'a certificate of the chain was not issued by the one after it',
    ],
  ])('are refused with %s', (_, credentials, message) => {
    expect(() => read(credentials())).toThrow(CredentialsError);
    expect(() => read(credentials())).toThrow(message);
  });

  test('are refused before they begin and after they have ended', () => {
    const later = new Date(NOW.getTime() + 40 * DAY_MS);
    const earlier = new Date(NOW.getTime() - 40 * DAY_MS);
    expect(() => read(own, later)).toThrow('the certificate or its chain has ended on');
    expect(() => read(own, earlier)).toThrow('the certificate or its chain begins only on');
    expect(() => read({ ca: authority.cert }, later)).toThrow('an authority has ended on');
  });

  test('are refused when a file of theirs cannot be read', () => {
    const sources = { cert: {}, key: {}, ca: { file: join(folder, 'none.pem') }, crl: {} };
    expect(() => readCredentials(sources, NOW)).toThrow(/none\.pem cannot be read: ENOENT$/);
  });
});
