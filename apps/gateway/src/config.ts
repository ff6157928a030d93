import { flag, httpUrl, logLevel, readSettings } from '@cdg/http-server';
import { z } from 'zod';
import { PrivateKeyError, readPrivateKey } from './read-private-key.ts';
import { audit } from './settings/audit.ts';
import { auditToken } from './settings/audit-token.ts';
import { identity } from './settings/identity.ts';
import { limits } from './settings/limits.ts';
import { listeners } from './settings/listeners.ts';
import { load } from './settings/load.ts';
import { resilience } from './settings/resilience.ts';
import { tls } from './settings/tls.ts';
import { tracing } from './settings/tracing.ts';

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

const SECRETS = new Set([
  'PDS_API_KEY',
  'PDS_PRIVATE_KEY',
  'SDS_API_KEY',
  'REDIS_URL',
  'AUDIT_ANCHOR_KEY',
  'AUDIT_PSEUDONYM_KEY',
  'PROVIDER_TLS_KEY',
  'GATEWAY_TLS_KEY',
  'OTEL_EXPORTER_OTLP_HEADERS',
]);

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
    ...load,
    ...resilience,
    ...auditToken,
    ...audit(environment),
    ...identity(environment),
    ...tls(environment, { stubProvider }),
    ...tracing,
    CDG_DEBUG: flag(false).refine((on) => !(on && production), { error: 'must not be true in production' }),
    LOG_LEVEL: logLevel(),
    COMMIT_VERSION: z.string().optional(),
    BUILD_DATE: z.string().optional(),
  });
}

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
