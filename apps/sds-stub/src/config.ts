import { httpUrl, logLevel, port, readSettings } from '@cdg/http-server';
import { populationFile } from '@cdg/stub-dials';
import { SDS_STUB_API_KEY, type PopulationPlan } from '@cdg/test-data';
import { z } from 'zod';

const text = (fallback: string) => z.string().trim().default(fallback);

const schema = z.object({
  STUB_HOST: text('127.0.0.1'),
  SDS_STUB_PORT: port(9002),
  PROVIDER_STUB_URL: httpUrl().default('http://127.0.0.1:9003'),
  SDS_STUB_MODE: z.enum(['live', 'sandbox'], { error: 'expected live or sandbox' }).default('live'),
  SDS_STUB_ACCEPTED_API_KEY: text(SDS_STUB_API_KEY),
  SDS_STUB_STATUS_KEY: text('stub-sds-status-key'),
  POPULATION_FILE: populationFile(),
  LOG_LEVEL: logLevel(),
});

export interface SdsStubSettings {
  readonly host: string;
  readonly port: number;
  /** Where the directory says that the practices' systems are. */
  readonly providerUrl: string;
  /** `live` stands for the service behind its API gateway, `sandbox` for the public sandbox. */
  readonly mode: 'live' | 'sandbox';
  readonly acceptedApiKey: string;
  readonly statusKey: string;
  /** Which places there are beside those that always exist. */
  readonly population: PopulationPlan | undefined;
  readonly logLevel: string;
}

/** @throws SettingsError with every variable that cannot be used */
export function readSdsStubSettings(environment: Readonly<Record<string, string | undefined>>): SdsStubSettings {
  const read = readSettings(schema, environment);
  return {
    host: read.STUB_HOST,
    port: read.SDS_STUB_PORT,
    providerUrl: read.PROVIDER_STUB_URL,
    mode: read.SDS_STUB_MODE,
    acceptedApiKey: read.SDS_STUB_ACCEPTED_API_KEY,
    statusKey: read.SDS_STUB_STATUS_KEY,
    population: read.POPULATION_FILE,
    logLevel: read.LOG_LEVEL,
  };
}
