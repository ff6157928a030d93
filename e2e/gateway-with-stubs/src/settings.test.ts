import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond } from '@cdg/test-kit';
import { z } from 'zod';
import { ask, askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { runGateway, startLoneGateway } from './support/lone-gateway.ts';

const EX_CONFIG = 78;
const SECRETS = { PDS_API_KEY: 'secret-of-pds', SDS_API_KEY: 'secret-of-sds' };

let services: FakeServices;
let folder: string;
beforeAll(async () => {
  services = await startFakeServices();
  folder = await mkdtemp(join(tmpdir(), 'gateway-settings-'));
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

/** The names of the variables that a refusal lists, in its order. */
const faultsIn = (text: string) => [...text.matchAll(/^ {2}- (\w+): \S/gm)].map(([, name]) => name);

const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', { modulusLength }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('settings that cannot be used', () => {
  test('are all listed in one message, without their values, and end the process with 78', async () => {
    const { exitCode, stdout, stderr } = await runGateway({
      ...services.settings,
      ...{ GATEWAY_PORT: '70000', GATEWAY_ADMIN_PORT: 'one', STUB_SDS: 'perhaps', PDS_URL: 'ftp://unusable' },
      ...{ PDS_PRIVATE_KEY: 'unusable key', SSP_URL: 'unusable', PROVIDER_ALLOWED_HOSTS: 'a.test,,b.test' },
      ...{ REQUEST_DEADLINE_MS: '0', PDS_TIMEOUT_MS: '-1', SDS_CACHE_TTL_MS: '1.5', LOG_LEVEL: 'unusable' },
    });

    expect(exitCode).toBe(EX_CONFIG);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/unusable|70000|perhaps|\n +at /);
    expect(new Set(faultsIn(stderr))).toEqual(
      new Set([
        ...['GATEWAY_PORT', 'GATEWAY_ADMIN_PORT', 'STUB_SDS', 'PDS_URL', 'PDS_PRIVATE_KEY', 'SSP_URL', 'LOG_LEVEL'],
        ...['PROVIDER_ALLOWED_HOSTS', 'REQUEST_DEADLINE_MS', 'PDS_TIMEOUT_MS', 'SDS_CACHE_TTL_MS'],
      ]),
    );
  });

  test('in production are also the ones that are missing, and debugging', async () => {
    const { exitCode, stderr } = await runGateway({ NODE_ENV: 'production', CDG_DEBUG: 'true' });

    expect(exitCode).toBe(EX_CONFIG);
    expect(new Set(faultsIn(stderr))).toEqual(
      new Set([
        ...['PDS_URL', 'PDS_TOKEN_URL', 'PDS_API_KEY', 'PDS_KEY_ID', 'PDS_PRIVATE_KEY'],
        ...['SDS_URL', 'SDS_API_KEY', 'PROVIDER_ALLOWED_HOSTS', 'CDG_DEBUG'],
        ...['AUDIT_FILE', 'AUDIT_ANCHOR_FILE', 'AUDIT_ANCHOR_KEY', 'AUDIT_PSEUDONYM_KEY'],
      ]),
    );
  });

  test('a URL with credentials is one: it would be printed', async () => {
    const withPassword = 'https://user:secret-of-ssp@ssp.example.test';
    const { exitCode, stdout, stderr } = await runGateway(
      { ...services.settings, SSP_URL: withPassword, PDS_URL: withPassword.replace('user', '') },
      '--print-config',
    );

    expect(exitCode).toBe(EX_CONFIG);
    expect(faultsIn(stderr)).toEqual(['PDS_URL', 'SSP_URL']);
    expect(stdout + stderr).not.toContain('secret-of-ssp');
  });

  test('a blank variable is a missing one', async () => {
    const { exitCode, stderr } = await runGateway({
      ...services.settings,
      SDS_API_KEY: ' ',
      PDS_URL: '',
      STUB_PDS: '',
    });

    // Without a word on STUB_PDS the stub is used, which needs no PDS_URL.
    expect(exitCode).toBe(EX_CONFIG);
    expect(faultsIn(stderr)).toEqual(['SDS_API_KEY']);
  });

  test.each<[string, () => Promise<Record<string, string>>]>([
    ['a key file that is not there', () => Promise.resolve({ PDS_PRIVATE_KEY_FILE: join(folder, 'absent.pem') })],
    ['a folder for a key file', () => Promise.resolve({ PDS_PRIVATE_KEY_FILE: folder })],
    [
      'a key file that holds something else',
      async () => {
        const file = join(folder, 'other.pem');
        await writeFile(file, 'UNUSABLE KEY');
        return { PDS_PRIVATE_KEY_FILE: file };
      },
    ],
    ['a key cut off', () => Promise.resolve({ PDS_PRIVATE_KEY: rsa(2_048).slice(0, 400) })],
    ['a key too weak for RS512', () => Promise.resolve({ PDS_PRIVATE_KEY: rsa(1_024) })],
    [
      'a key of another kind',
      () => {
        const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        return Promise.resolve({ PDS_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() });
      },
    ],
  ])('%s is one', async (_, keySettings) => {
    const given = await keySettings();
    const { exitCode, stderr } = await runGateway({ ...services.settings, PDS_PRIVATE_KEY: '', ...given });

    expect(exitCode).toBe(EX_CONFIG);
    expect(faultsIn(stderr)).toEqual(['PDS_PRIVATE_KEY']);
    expect(stderr).not.toMatch(/BEGIN|UNUSABLE|MII/);
  });
});

describe('--print-config', () => {
  const printed = z.record(z.string(), z.unknown());

  test('prints what is in force as JSON, secrets masked, and starts nothing', async () => {
    const { exitCode, stdout, stderr } = await runGateway({ ...services.settings, ...SECRETS }, '--print-config');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).not.toMatch(/secret-of|BEGIN|MII/);
    expect(printed.parse(JSON.parse(stdout))).toMatchObject({
      ...{ STUB_PDS: false, PDS_URL: services.settings.PDS_URL, SDS_URL: services.settings.SDS_URL },
      ...{ PDS_API_KEY: '***', PDS_PRIVATE_KEY: '***', SDS_API_KEY: '***', PDS_KEY_ID: 'test-1' },
      ...{ PROVIDER_ALLOWED_HOSTS: ['127.0.0.1'], SDS_CACHE_TTL_MS: 0, CDG_DEBUG: false },
    });
    expect(services.pds.openedSockets() + services.sds.openedSockets()).toBe(0);
  });

  test('prints the published defaults where nothing is set', async () => {
    const { stdout } = await runGateway({ PDS_PRIVATE_KEY: rsa(2_048) }, '--print-config');

    expect(printed.parse(JSON.parse(stdout))).toMatchObject({
      ...{ STUB_PDS: true, STUB_SDS: true, STUB_PROVIDER: true, LOG_LEVEL: 'info', CDG_DEBUG: false },
      PDS_STUB_URL: 'http://127.0.0.1:9001',
      SDS_STUB_URL: 'http://127.0.0.1:9002',
      PROVIDER_STUB_URL: 'http://127.0.0.1:9003',
      ...{ REQUEST_DEADLINE_MS: 20_000, PDS_TIMEOUT_MS: 5_000, SDS_TIMEOUT_MS: 5_000, PROVIDER_TIMEOUT_MS: 15_000 },
      ...{ CONSUMER_IDLE_TIMEOUT_MS: 30_000, PROVIDER_IDLE_TIMEOUT_MS: 10_000, UPSTREAM_MAX_BYTES: 1_048_576 },
      ...{ SDS_CACHE_TTL_MS: 300_000, SDS_NEGATIVE_TTL_MS: 5_000, MAX_BODY_BYTES: 65_536, MAX_HEADER_BYTES: 40_960 },
      ...{ PATIENT_GUARD_BYTES: 1_048_576, PROVIDER_ALLOWED_HOSTS: ['127.0.0.1', 'localhost', '[::1]'] },
    });
  });

  test('lists faults as a start does', async () => {
    const { exitCode, stdout, stderr } = await runGateway({ ...services.settings, LOG_LEVEL: 'x' }, '--print-config');

    expect({ exitCode, stdout }).toEqual({ exitCode: EX_CONFIG, stdout: '' });
    expect(faultsIn(stderr)).toEqual(['LOG_LEVEL']);
  });
});

describe('settings that are in force', () => {
  test('in production, with everything that it needs, the gateway works', async () => {
    const keyFile = join(folder, 'key.pem');
    await writeFile(keyFile, services.settings.PDS_PRIVATE_KEY ?? '');
    const gateway = await startLoneGateway({
      ...services.settings,
      // No stub is used there unless it is asked for.
      ...{ NODE_ENV: 'production', STUB_PDS: '', STUB_SDS: '', STUB_PROVIDER: '' },
      ...{ PDS_PRIVATE_KEY: '', PDS_PRIVATE_KEY_FILE: keyFile, IDENTITY_REQUIRED: 'false' },
      ...{ AUDIT_FILE: join(folder, 'audit.jsonl'), AUDIT_ANCHOR_FILE: join(folder, 'anchor.json') },
      ...{ AUDIT_ANCHOR_KEY: 'a'.repeat(32), AUDIT_PSEUDONYM_KEY: 'b'.repeat(32) },
    });

    const { status } = await askFor(gateway.url, SCENARIO_PATIENTS.fullRecord);
    await gateway.stop();

    expect(status).toBe(200);
  });

  test('a key may be one line with its line breaks escaped', async () => {
    const escaped = services.settings.PDS_PRIVATE_KEY?.replaceAll('\n', '\\n') ?? '';
    const gateway = await startLoneGateway({ ...services.settings, PDS_PRIVATE_KEY: escaped });

    const { status } = await askFor(gateway.url, SCENARIO_PATIENTS.fullRecord);
    await gateway.stop();

    expect(status).toBe(200);
  });

  test.each([
    [{ BUILD_DATE: '2026-11-21', COMMIT_VERSION: 'abc1234' }, '2026-11-21.abc1234'],
    [{ BUILD_DATE: '2026-11-21' }, 'unknown'],
    [{ BUILD_DATE: ' ', COMMIT_VERSION: 'abc1234' }, 'unknown'],
  ])('%j are the version %s', async (settings, version) => {
    const gateway = await startLoneGateway({ ...services.settings, ...settings });

    const { body } = await ask(gateway.url, { method: 'GET', path: '/health' });
    await gateway.stop();

    expect(JSON.parse(body.toString())).toEqual({ status: 'healthy', version });
  });

  test('debugging adds upstreams, statuses and times to the diagnostics, and nothing else', async () => {
    const gateway = await startLoneGateway({ ...services.settings, CDG_DEBUG: 'true' });
    services.script({ provider: respond({ status: 500, body: 'SECRET' }) });

    const { diagnostics } = errorOf(await askFor(gateway.url, SCENARIO_PATIENTS.fullRecord));
    await gateway.stop();

    expect(diagnostics).toMatch(
      /^Provider request failed: Internal Server Error \[((PDS|SDS|Provider) \d{3} \d+ ms(, )?)+\]$/,
    );
  });
});
