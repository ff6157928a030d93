import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { flag, httpUrl, logLevel, port, readSettings, wholeNumber } from '@cdg/http-server';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK_HOSTS = '127.0.0.1,localhost,[::1]';

/**
 * Reads the gateway's settings (README, table of variables) once, at start.
 *
 * @throws SettingsError that lists every fault
 */
export function readConfig(environment: Environment) {
  const settings = readSettings(settingsSchema(environment), environment);
  return {
    ...settings,
    pdsUrl: settings.STUB_PDS ? `${settings.PDS_STUB_URL}/personal-demographics/FHIR/R4` : settings.PDS_URL,
    pdsTokenUrl: settings.PDS_TOKEN_URL ?? `${settings.PDS_STUB_URL}/oauth2/token`,
    sdsUrl: settings.STUB_SDS ? `${settings.SDS_STUB_URL}/spine-directory/FHIR/R4` : settings.SDS_URL,
    /** Set when the addresses that a real SDS gives are to be reached at the provider stub's origin. */
    providerOrigin: settings.STUB_PROVIDER && !settings.STUB_SDS ? settings.PROVIDER_STUB_URL : undefined,
    version:
      settings.BUILD_DATE !== undefined && settings.COMMIT_VERSION !== undefined
        ? `${settings.BUILD_DATE}.${settings.COMMIT_VERSION}`
        : 'unknown',
  };
}

export type Config = ReturnType<typeof readConfig>;

const SECRETS = new Set(['PDS_API_KEY', 'PDS_PRIVATE_KEY', 'SDS_API_KEY']);

/** The settings in force as text for `--print-config`, secrets masked. */
export function printableConfig(config: Config): string {
  const shown = Object.entries(config).map(([name, value]) => [name, SECRETS.has(name) ? '***' : value]);
  return JSON.stringify(Object.fromEntries(shown), null, 2);
}

function settingsSchema(environment: Environment) {
  const production = environment.NODE_ENV === 'production';
  const stub = (name: string) => (environment[name] ?? String(!production)) === 'true';
  const [stubPds, stubSds, stubProvider] = [stub('STUB_PDS'), stub('STUB_SDS'), stub('STUB_PROVIDER')];

  return z.object({
    NODE_ENV: z.string().default('development'),
    ...listeners,
    STUB_PDS: flag(!production),
    STUB_SDS: flag(!production),
    STUB_PROVIDER: flag(!production),
    PDS_STUB_URL: httpUrl().default('http://127.0.0.1:9001'),
    SDS_STUB_URL: httpUrl().default('http://127.0.0.1:9002'),
    PROVIDER_STUB_URL: httpUrl().default('http://127.0.0.1:9003'),
    PDS_URL: stubPds ? httpUrl().default('') : httpUrl(),
    PDS_TOKEN_URL: stubPds ? httpUrl().optional() : httpUrl(),
    PDS_API_KEY: stubPds ? z.string().default('stub-pds-api-key') : z.string(),
    PDS_KEY_ID: stubPds ? z.string().default('development-1') : z.string(),
    PDS_PRIVATE_KEY: privateKey(environment, stubPds),
    SDS_URL: stubSds ? httpUrl().default('') : httpUrl(),
    SDS_API_KEY: stubSds ? z.string().default('stub-sds-api-key') : z.string(),
    SSP_URL: httpUrl().optional(),
    PROVIDER_ALLOWED_HOSTS: hostList(stubProvider),
    ...limits,
    ...auditToken,
    CDG_DEBUG: flag(false).refine((on) => !(on && production), { error: 'must not be true in production' }),
    LOG_LEVEL: logLevel(),
    COMMIT_VERSION: z.string().optional(),
    BUILD_DATE: z.string().optional(),
  });
}

const listeners = {
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port(5000),
  GATEWAY_ADMIN_PORT: port(5001),
};

const duration = (fallbackMs: number) => wholeNumber(fallbackMs, { min: 1, max: 3_600_000 });

const limits = {
  REQUEST_DEADLINE_MS: duration(20_000),
  CONSUMER_IDLE_TIMEOUT_MS: duration(30_000),
  PROVIDER_IDLE_TIMEOUT_MS: duration(10_000),
  PDS_TIMEOUT_MS: duration(5_000),
  SDS_TIMEOUT_MS: duration(5_000),
  PROVIDER_TIMEOUT_MS: duration(15_000),
  RETRY_BACK_OFF_MS: wholeNumber(100, { max: 60_000 }),
  UPSTREAM_MAX_BYTES: wholeNumber(1_048_576, { min: 1_024, max: 67_108_864 }),
  UPSTREAM_CONNECTIONS: wholeNumber(256, { min: 1, max: 65_535 }),
  SDS_CACHE_TTL_MS: wholeNumber(300_000, { max: 86_400_000 }),
  SDS_NEGATIVE_TTL_MS: wholeNumber(5_000, { max: 86_400_000 }),
  MAX_BODY_BYTES: wholeNumber(65_536, { min: 1, max: 16_777_216 }),
  MAX_HEADER_BYTES: wholeNumber(40_960, { min: 4_096, max: 1_048_576 }),
  PATIENT_GUARD_BYTES: wholeNumber(1_048_576, { min: 1_024, max: 67_108_864 }),
};

/** Who asks, until callers bring their own identity: one configured person and system. */
const auditToken = {
  AUDIT_ISSUER: httpUrl().default('https://clinical-data-gateway.example'),
  AUDIT_DEVICE_ID: z.string().default('clinical-data-gateway'),
  AUDIT_DEVICE_VERSION: z.string().default('0.1.0'),
  AUDIT_PRACTITIONER_ID: z.string().default('synthetic-practitioner'),
  AUDIT_PRACTITIONER_FAMILY: z.string().default('Synthetic'),
  AUDIT_PRACTITIONER_GIVEN: z.string().default('Practitioner'),
  AUDIT_SDS_USER_ID: z.string().default('UNK'),
  AUDIT_SDS_ROLE_PROFILE_ID: z.string().default('UNK'),
};

const hostList = (stubProvider: boolean) =>
  (stubProvider ? z.string().default(LOOPBACK_HOSTS) : z.string())
    .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
    .refine((hosts) => hosts.every((host) => host !== ''), {
      error: 'expected comma-separated hosts or host suffixes',
    });

/** The RS512 key as PEM text, or from `PDS_PRIVATE_KEY_FILE`; an escaped `\n` counts as a line break. */
function privateKey(environment: Environment, stubPds: boolean) {
  const file = environment.PDS_PRIVATE_KEY_FILE ?? (stubPds ? '.local/keys/development-private-key.pem' : undefined);
  return z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        const pem = text ?? readKeyFile(file);
        return createPrivateKey(pem.replaceAll('\\n', '\n'));
      } catch (error) {
        const source = text === undefined ? `PDS_PRIVATE_KEY_FILE (${file ?? 'not set'})` : 'the variable';
        context.addIssue({ code: 'custom', message: `no private key can be read from ${source}: ${reasonOf(error)}` });
        return z.NEVER;
      }
    });
}

function readKeyFile(file: string | undefined): string {
  if (file === undefined) throw new Error('set one of PDS_PRIVATE_KEY and PDS_PRIVATE_KEY_FILE');
  return readFileSync(file, 'utf8');
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'not a PEM key';
}
