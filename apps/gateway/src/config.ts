import { flag, httpUrl, logLevel, port, readSettings, wholeNumber } from '@cdg/http-server';
import { z } from 'zod';
import { PrivateKeyError, readPrivateKey } from './read-private-key.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const LOOPBACK_HOSTS = '127.0.0.1,localhost,[::1]';

/**
 * Reads the gateway's settings (README, table of variables) once, at start.
 *
 * @throws SettingsError that lists every fault
 */
export function readConfig(environment: Environment) {
  const given = withoutBlanks(environment);
  const settings = readSettings(settingsSchema(given), given);
  return {
    ...settings,
    pdsUrl: settings.STUB_PDS ? `${settings.PDS_STUB_URL}/personal-demographics/FHIR/R4` : settings.PDS_URL,
    pdsTokenUrl: settings.STUB_PDS ? `${settings.PDS_STUB_URL}/oauth2/token` : settings.PDS_TOKEN_URL,
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

/** A blank variable counts as absent. */
function withoutBlanks(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
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
    PDS_TOKEN_URL: stubPds ? httpUrl().default('') : httpUrl(),
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

/** The key that signs token requests: as text, or from the file named by `PDS_PRIVATE_KEY_FILE`. */
function privateKey({ PDS_PRIVATE_KEY_FILE: file }: Environment, stubPds: boolean) {
  const fallback = stubPds ? '.local/keys/development-private-key.pem' : undefined;
  return z
    .string()
    .optional()
    .transform((text, context) => {
      try {
        return readPrivateKey({ text, file: file ?? fallback });
      } catch (error) {
        const message = error instanceof PrivateKeyError ? error.message : 'no key can be read';
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
    });
}
