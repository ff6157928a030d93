import { httpUrl, logLevel, port, readSettings } from '@cdg/http-server';
import { z } from 'zod';

const schema = z.object({
  STUB_HOST: z.string().default('127.0.0.1'),
  PROVIDER_STUB_PORT: port(9003),
  PROVIDER_STUB_URL: httpUrl().optional(),
  LOG_LEVEL: logLevel(),
});

export type ProviderStubSettings = z.output<typeof schema>;

/** Reads the stub's settings; its README lists them. */
export function readProviderStubSettings(
  environment: Readonly<Record<string, string | undefined>>,
): ProviderStubSettings {
  return readSettings(schema, environment);
}
