import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SettingsError } from '@cdg/http-server';
import { printableConfig, readConfig } from './config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const PEM = privateKeyOf(generateKeyPairSync('rsa', { modulusLength: 2_048 }));
const SMALL_PEM = privateKeyOf(generateKeyPairSync('rsa', { modulusLength: 1_024 }));
const CURVE_PEM = privateKeyOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function privateKeyOf({
  privateKey,
}: {
  privateKey: { export: (options: { type: 'pkcs8'; format: 'pem' }) => unknown };
}) {
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

function keyFile(content: string): string {
  const file = join(folder, `${content.length}.pem`);
  writeFileSync(file, content);
  return file;
}

/** Everything that must be said where there are no stubs. */
const REAL: Environment = {
  ...{ STUB_PDS: 'false', STUB_SDS: 'false', STUB_PROVIDER: 'false' },
  PDS_URL: 'https://pds.example.test/personal-demographics/FHIR/R4/',
  PDS_TOKEN_URL: 'https://pds.example.test/oauth2/token',
  PDS_API_KEY: 'pds-key',
  PDS_KEY_ID: 'key-1',
  PDS_PRIVATE_KEY: PEM,
  SDS_URL: 'https://sds.example.test/spine-directory/FHIR/R4',
  SDS_API_KEY: 'sds-key',
  PROVIDER_ALLOWED_HOSTS: 'gp.example.test',
};

/** What production asks for besides: a trail with keys of its own. */
const AUDITED: Environment = {
  AUDIT_FILE: '/var/audit/gateway.jsonl',
  AUDIT_ANCHOR_FILE: '/var/anchor/gateway.json',
  AUDIT_ANCHOR_KEY: 'an-anchor-key-of-32-characters-or-more',
  AUDIT_PSEUDONYM_KEY: 'a-pseudonym-key-of-32-characters-or-more',
};

const read = (environment: Environment = {}) => readConfig({ PDS_PRIVATE_KEY: PEM, ...environment });

/** The faults found, without their explanations where `names` is asked for. */
function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}
const faultyNames = (environment: Environment) => faultsOf(environment).map((fault) => fault.split(':')[0]);

describe('without any settings', () => {
  test('the stubs stand behind the gateway', () => {
    expect(read()).toMatchObject({
      pdsUrl: 'http://127.0.0.1:9001/personal-demographics/FHIR/R4',
      pdsTokenUrl: 'http://127.0.0.1:9001/oauth2/token',
      sdsUrl: 'http://127.0.0.1:9002/spine-directory/FHIR/R4',
      providerOrigin: undefined,
      PROVIDER_ALLOWED_HOSTS: ['127.0.0.1', 'localhost', '[::1]'],
      PDS_API_KEY: 'stub-pds-api-key',
      PDS_KEY_ID: 'development-1',
      SDS_API_KEY: 'stub-sds-api-key',
    });
  });

  test('providers are called without a proxy', () => {
    expect(read().SSP_URL).toBeUndefined();
  });

  test('limits, addresses and the version are as documented', () => {
    expect(read()).toMatchObject({
      ...{ GATEWAY_HOST: '127.0.0.1', GATEWAY_PORT: 5000, GATEWAY_ADMIN_PORT: 5001 },
      ...{ REQUEST_DEADLINE_MS: 20_000, CONSUMER_IDLE_TIMEOUT_MS: 30_000, PROVIDER_IDLE_TIMEOUT_MS: 10_000 },
      ...{ PDS_TIMEOUT_MS: 5_000, SDS_TIMEOUT_MS: 5_000, PROVIDER_TIMEOUT_MS: 15_000 },
      ...{ SDS_CACHE_TTL_MS: 300_000, SDS_NEGATIVE_TTL_MS: 5_000 },
      ...{ MAX_BODY_BYTES: 65_536, MAX_HEADER_BYTES: 40_960 },
      ...{ SDS_STALE_IF_ERROR_MS: 900_000, RATE_LIMIT_PER_MINUTE: 0, MAX_IN_FLIGHT: 512, DRAIN_DELAY_MS: 0 },
      ...{ PATIENT_GUARD_BYTES: 1_048_576, UPSTREAM_MAX_BYTES: 1_048_576 },
      ...{ CDG_DEBUG: false, LOG_LEVEL: 'info', version: 'unknown' },
    });
  });

  test('a blank variable is an absent one', () => {
    const blanks = Object.fromEntries(Object.keys(read()).map((name) => [name, ' ']));
    expect(read({ ...blanks, PDS_PRIVATE_KEY_FILE: '', PDS_PRIVATE_KEY: PEM })).toMatchObject({
      ...{ STUB_PDS: true, STUB_SDS: true, STUB_PROVIDER: true },
      GATEWAY_PORT: 5000,
      PDS_API_KEY: 'stub-pds-api-key',
    });
  });
});

describe('real services', () => {
  test('are used where they are not stubbed', () => {
    expect(readConfig(REAL)).toMatchObject({
      pdsUrl: 'https://pds.example.test/personal-demographics/FHIR/R4',
      pdsTokenUrl: 'https://pds.example.test/oauth2/token',
      sdsUrl: 'https://sds.example.test/spine-directory/FHIR/R4',
      providerOrigin: undefined,
      PROVIDER_ALLOWED_HOSTS: ['gp.example.test'],
    });
  });

  test.each(Object.keys(REAL).filter((name) => !name.startsWith('STUB_')))('need %s', (name) => {
    expect(faultyNames({ ...REAL, [name]: undefined })).toEqual([name]);
  });

  test('are what production takes unless it is told otherwise', () => {
    const { STUB_PDS, STUB_SDS, STUB_PROVIDER, ...unsaid } = REAL;
    expect([STUB_PDS, STUB_SDS, STUB_PROVIDER]).toEqual(['false', 'false', 'false']);
    expect(readConfig({ ...unsaid, ...AUDITED, NODE_ENV: 'production' })).toMatchObject({
      STUB_PDS: false,
      STUB_SDS: false,
      STUB_PROVIDER: false,
    });
    const stubbed = { STUB_PDS: 'true', STUB_SDS: 'true', STUB_PROVIDER: 'true' };
    expect(read({ ...stubbed, ...AUDITED, NODE_ENV: 'production' })).toMatchObject({
      pdsUrl: 'http://127.0.0.1:9001/personal-demographics/FHIR/R4',
    });
  });

  test('are not asked, for tokens neither, while they are stubbed', () => {
    const stubbed = { ...REAL, STUB_PDS: 'true', STUB_SDS: 'true', PDS_STUB_URL: 'http://pds-stub:9001/' };
    expect(readConfig(stubbed)).toMatchObject({
      pdsUrl: 'http://pds-stub:9001/personal-demographics/FHIR/R4',
      pdsTokenUrl: 'http://pds-stub:9001/oauth2/token',
      sdsUrl: 'http://127.0.0.1:9002/spine-directory/FHIR/R4',
    });
  });

  test('give addresses that the provider stub answers in their place, when it is to', () => {
    const config = readConfig({ ...REAL, STUB_PROVIDER: 'true', PROVIDER_ALLOWED_HOSTS: undefined });
    expect(config).toMatchObject({ providerOrigin: 'http://127.0.0.1:9003' });
    expect(config.PROVIDER_ALLOWED_HOSTS).toContain('127.0.0.1');
  });
});

describe('a fault in a setting', () => {
  test.each([
    ['GATEWAY_PORT', '65536'],
    ['GATEWAY_ADMIN_PORT', '-1'],
    ['STUB_SDS', 'yes'],
    ['PDS_STUB_URL', 'localhost:9001'],
    ['SSP_URL', 'ftp://ssp.example.test'],
    ['PROVIDER_ALLOWED_HOSTS', 'gp.example.test,,other.example.test'],
    ['REQUEST_DEADLINE_MS', '0'],
    ['PDS_TIMEOUT_MS', '5s'],
    ['SDS_CACHE_TTL_MS', '-1'],
    ['MAX_HEADER_BYTES', '100'],
    ['MAX_BODY_BYTES', '1e6'],
    ['REDIS_URL', 'http://redis.example.test'],
    ['MAX_IN_FLIGHT', '0'],
    ['AUDIT_ISSUER', 'me'],
    ['CDG_DEBUG', '1'],
    ['LOG_LEVEL', 'loud'],
  ])('%s=%s is found', (name, value) => {
    expect(faultyNames({ ...REAL, [name]: value })).toEqual([name]);
  });

  test('is told together with every other, an unusable key included, and none of their values', () => {
    const faults = faultsOf({
      NODE_ENV: 'production',
      GATEWAY_PORT: 'x-secret',
      PDS_URL: 'x-secret',
      PDS_PRIVATE_KEY: 'x-secret',
      CDG_DEBUG: 'true',
    });
    expect(faults.map((fault) => fault.split(':')[0]).sort()).toEqual([
      ...['AUDIT_ANCHOR_FILE', 'AUDIT_ANCHOR_KEY', 'AUDIT_FILE', 'AUDIT_PSEUDONYM_KEY'],
      ...['CDG_DEBUG', 'GATEWAY_PORT', 'PDS_API_KEY', 'PDS_KEY_ID', 'PDS_PRIVATE_KEY', 'PDS_TOKEN_URL', 'PDS_URL'],
      ...['PROVIDER_ALLOWED_HOSTS', 'SDS_API_KEY', 'SDS_URL'],
    ]);
    expect(faults.join()).not.toContain('x-secret');
  });

  test('debugging is refused in production only', () => {
    expect(faultsOf({ ...REAL, ...AUDITED, NODE_ENV: 'production', CDG_DEBUG: 'true' })).toEqual([
      'CDG_DEBUG: must not be true in production',
    ]);
    expect(read({ CDG_DEBUG: 'true' }).CDG_DEBUG).toBe(true);
  });
});

describe('the private key', () => {
  test.each([
    ['as text', () => ({ PDS_PRIVATE_KEY: PEM })],
    ['as text on one line', () => ({ PDS_PRIVATE_KEY: PEM.replaceAll('\n', '\\n') })],
    ['as text whose line breaks have become blanks', () => ({ PDS_PRIVATE_KEY: PEM.replaceAll('\n', ' ') })],
    ['as text whose line breaks are gone', () => ({ PDS_PRIVATE_KEY: PEM.replaceAll('\n', '') })],
    ['from a file', () => ({ PDS_PRIVATE_KEY_FILE: keyFile(PEM) })],
    ['from a file without line breaks', () => ({ PDS_PRIVATE_KEY_FILE: keyFile(PEM.replaceAll('\n', '')) })],
    ['from a file with those of Windows', () => ({ PDS_PRIVATE_KEY_FILE: keyFile(PEM.replaceAll('\n', '\r\n')) })],
  ])('is read %s', (_, environment) => {
    const { PDS_PRIVATE_KEY: key } = readConfig({ ...REAL, PDS_PRIVATE_KEY: undefined, ...environment() });
    expect(key.asymmetricKeyType).toBe('rsa');
  });

  test.each([
    ['is not there', () => ({}), /neither a key nor a file/],
    ['has no file', () => ({ PDS_PRIVATE_KEY_FILE: join(folder, 'none.pem') }), /none\.pem cannot be read: ENOENT$/],
    ['is a folder', () => ({ PDS_PRIVATE_KEY_FILE: folder }), /cannot be read: EISDIR$/],
    ['is no PEM', () => ({ PDS_PRIVATE_KEY: 'PEM' }), /: the text is no RSA key/],
    ['is no PEM in its file', () => ({ PDS_PRIVATE_KEY_FILE: keyFile('PEM') }), /\.pem is no RSA key/],
    ['is of another kind', () => ({ PDS_PRIVATE_KEY: CURVE_PEM }), /no RSA key of at least 2048 bits as PEM$/],
    ['is too small', () => ({ PDS_PRIVATE_KEY: SMALL_PEM }), /no RSA key of at least 2048 bits as PEM$/],
  ])('is a fault when it %s', (_, environment, fault) => {
    const faults = faultsOf({ ...REAL, PDS_PRIVATE_KEY: undefined, ...environment() });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults).toEqual([expect.stringMatching(/^PDS_PRIVATE_KEY: /)]);
  });

  test('is the development one with the PDS stub', () => {
    const workingFolder = process.cwd();
    process.chdir(folder);
    try {
      expect(faultsOf({})).toEqual(['PDS_PRIVATE_KEY: .local/keys/development-private-key.pem cannot be read: ENOENT']);
    } finally {
      process.chdir(workingFolder);
    }
  });
});

describe('the version', () => {
  test.each([
    ['20260115', 'abc123', '20260115.abc123'],
    ['20260115', undefined, 'unknown'],
    [undefined, 'abc123', 'unknown'],
  ])('of %s and %s is %s', (BUILD_DATE, COMMIT_VERSION, version) => {
    expect(read({ BUILD_DATE, COMMIT_VERSION }).version).toBe(version);
  });
});

describe('printableConfig', () => {
  test('shows what is in force, and masks the secrets', () => {
    const printed = printableConfig(readConfig({ ...REAL, REDIS_URL: 'redis://:redis-word@redis.example.test:6379' }));
    expect(JSON.parse(printed)).toMatchObject({
      ...{ PDS_API_KEY: '***', PDS_PRIVATE_KEY: '***', SDS_API_KEY: '***' },
      sdsUrl: REAL.SDS_URL,
      GATEWAY_PORT: 5000,
      PROVIDER_ALLOWED_HOSTS: ['gp.example.test'],
    });
    expect(printed).not.toMatch(/pds-key|sds-key|redis-word|PRIVATE KEY-/);
  });
});
