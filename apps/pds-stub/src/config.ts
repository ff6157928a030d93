import { httpUrl, logLevel, port, readSettings, wholeNumber } from '@cdg/http-server';
import { populationFile } from '@cdg/stub-dials';
import { PDS_STUB_API_KEY, type PopulationPlan } from '@cdg/test-data';
import { z } from 'zod';

const text = (fallback: string) => z.string().trim().default(fallback);

const schema = z.object({
  STUB_HOST: text('127.0.0.1'),
  PDS_STUB_PORT: port(9001),
  PDS_STUB_URL: httpUrl().optional(),
  PDS_STUB_CLIENT_ID: text(PDS_STUB_API_KEY),
  PDS_STUB_JWKS_FILE: text('.local/keys/development.jwks.json'),
  PDS_STUB_TOKEN_LIFETIME_S: wholeNumber(599, { min: 1, max: 86_400 }),
  POPULATION_FILE: populationFile(),
  LOG_LEVEL: logLevel(),
});

export interface PdsStubSettings {
  readonly host: string;
  readonly port: number;
  /** Where callers reach the stub when that is not the address they name in `Host`; an assertion may be meant for it. */
  readonly publicUrl: string | undefined;
  /** The API key of the one application that may ask for tokens. */
  readonly clientId: string;
  /** The application's public keys. */
  readonly jwksFile: string;
  readonly tokenLifetimeMs: number;
  /** Who there is beside those who always exist. */
  readonly population: PopulationPlan | undefined;
  readonly logLevel: string;
}

/** @throws SettingsError with every variable that cannot be used */
export function readPdsStubSettings(environment: Readonly<Record<string, string | undefined>>): PdsStubSettings {
  const read = readSettings(schema, environment);
  return {
    host: read.STUB_HOST,
    port: read.PDS_STUB_PORT,
    publicUrl: read.PDS_STUB_URL,
    clientId: read.PDS_STUB_CLIENT_ID,
    jwksFile: read.PDS_STUB_JWKS_FILE,
    tokenLifetimeMs: read.PDS_STUB_TOKEN_LIFETIME_S * 1000,
    population: read.POPULATION_FILE,
    logLevel: read.LOG_LEVEL,
  };
}
