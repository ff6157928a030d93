import { describe, expect, test } from '@jest/globals';
import { SDS_STUB_API_KEY } from '@cdg/test-data';
import { readSdsStubSettings } from './config.ts';

describe('readSdsStubSettings', () => {
  test('needs nothing', () => {
    expect(readSdsStubSettings({})).toEqual({
      host: '127.0.0.1',
      port: 9002,
      providerUrl: 'http://127.0.0.1:9003',
      mode: 'live',
      acceptedApiKey: SDS_STUB_API_KEY,
      statusKey: 'stub-sds-status-key',
      logLevel: 'info',
    });
  });

  test('takes every setting from the environment', () => {
    expect(
      readSdsStubSettings({
        STUB_HOST: '0.0.0.0',
        SDS_STUB_PORT: '0',
        PROVIDER_STUB_URL: 'http://provider:9003/',
        SDS_STUB_MODE: 'sandbox',
        SDS_STUB_ACCEPTED_API_KEY: 'a',
        SDS_STUB_STATUS_KEY: 'b',
        LOG_LEVEL: 'silent',
      }),
    ).toEqual({
      host: '0.0.0.0',
      port: 0,
      providerUrl: 'http://provider:9003',
      mode: 'sandbox',
      acceptedApiKey: 'a',
      statusKey: 'b',
      logLevel: 'silent',
    });
  });

  test('lists every fault at once', () => {
    expect(() =>
      readSdsStubSettings({
        SDS_STUB_PORT: 'x',
        SDS_STUB_MODE: 'dead',
        PROVIDER_STUB_URL: 'ftp://x',
        POPULATION_FILE: 'nowhere.json',
      }),
    ).toThrow(/SDS_STUB_PORT: [^]*PROVIDER_STUB_URL: [^]*SDS_STUB_MODE: expected live or sandbox[^]*POPULATION_FILE: /);
  });
});
