import { httpUrl, logLevel, port, readSettings, wholeNumber } from '@cdg/http-server';
import { populationFile } from '@cdg/stub-dials';
import { SDS_STUB_API_KEY } from '@cdg/test-data';
import { z } from 'zod';
import { AWAITING_FILING_TEXT } from './bundle/list-notes.ts';

const schema = z.object({
  STUB_HOST: z.string().default('127.0.0.1'),
  PROVIDER_STUB_PORT: port(9003),
  PROVIDER_STUB_URL: httpUrl().optional(),
  SDS_STUB_URL: httpUrl().default('http://127.0.0.1:9002'),
  SDS_API_KEY: z.string().default(SDS_STUB_API_KEY),
  /** How long the SSP waits for a provider; no number is published. */
  SSP_TIMEOUT_MS: wholeNumber(10_000, { min: 1 }),
  AWAITING_FILING_TEXT: z.string().default(AWAITING_FILING_TEXT),
  POPULATION_FILE: populationFile(),
  LOG_LEVEL: logLevel(),
});

export type ProviderStubSettings = z.output<typeof schema>;

/** Reads the stub's settings; its README lists them. */
export function readProviderStubSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderStubSettings {
  return readSettings(schema, environment);
}
