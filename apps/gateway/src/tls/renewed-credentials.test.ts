import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createCertificateAuthority, type Certificate, type CertificateAuthority } from '@cdg/test-kit';
import type { Credentials, CredentialsError } from './credentials.ts';
import { renewCredentials, type RenewedCredentials } from './renewed-credentials.ts';

let folder: string;
let authority: CertificateAuthority;
let first: Certificate;
let second: Certificate;
let credentials: RenewedCredentials;
let renewals: Credentials[];
let faults: CredentialsError[];

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  folder = await mkdtemp(join(tmpdir(), 'renewed-'));
  authority = await createCertificateAuthority();
  first = await authority.issue({ subject: 'CN=first.example' });
  second = await authority.issue({ subject: 'CN=second.example' });
  renewals = [];
  faults = [];
  await write(first);
  credentials = renewCredentials(
    { cert: { file: file('cert') }, key: { file: file('key') }, ca: {}, crl: {} },
    { everyMs: 1_000, now: () => new Date(), onFault: (fault) => faults.push(fault) },
  );
  credentials.onRenewal((renewed) => renewals.push(renewed));
});

afterEach(async () => {
  credentials.close();
  jest.useRealTimers();
  await rm(folder, { recursive: true });
});

const file = (name: string) => join(folder, `${name}.pem`);
const write = async (parts: Partial<Certificate>) => {
  for (const [name, pem] of Object.entries(parts)) await writeFile(file(name), pem);
};

describe('credentials that follow their files', () => {
  test('stay as they are while the files do', () => {
    jest.advanceTimersByTime(10_000);
    expect(renewals).toEqual([]);
    expect(credentials.current()).toEqual(first);
  });

  test('are renewed once both files have been replaced', async () => {
    await write({ cert: second.cert });
    jest.advanceTimersByTime(3_000);
    expect(credentials.current()).toEqual(first);
    expect(faults).toMatchObject([{ message: 'certificate and key do not belong together' }]);

    await write({ key: second.key });
    jest.advanceTimersByTime(1_000);
    expect(credentials.current()).toEqual(second);
    expect(renewals).toEqual([second]);
  });

  test('stay in force when a file goes, and say so once', async () => {
    await rm(file('key'));
    jest.advanceTimersByTime(5_000);
    expect(credentials.current()).toEqual(first);
    expect(faults).toHaveLength(1);
  });

  test('follow nothing any more once closed', async () => {
    credentials.close();
    await write(second);
    jest.advanceTimersByTime(5_000);
    expect(credentials.current()).toEqual(first);
  });
});
