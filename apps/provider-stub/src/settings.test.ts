import { describe, expect, test } from '@jest/globals';
import { SettingsError } from '@cdg/http-server';
import { AWAITING_FILING_TEXT } from './bundle/list-notes.ts';
import { readProviderStubSettings } from './settings.ts';

describe('settings', () => {
  test('have a default each', () => {
    expect(readProviderStubSettings({})).toEqual({
      STUB_HOST: '127.0.0.1',
      PROVIDER_STUB_PORT: 9003,
      SDS_STUB_URL: 'http://127.0.0.1:9002',
      SDS_API_KEY: expect.any(String),
      SSP_TIMEOUT_MS: 10_000,
      AWAITING_FILING_TEXT,
      LOG_LEVEL: 'info',
    });
  });

  test('are all named when they are wrong', () => {
    const wrong = { PROVIDER_STUB_PORT: 'x', SDS_STUB_URL: 'sds', SSP_TIMEOUT_MS: '0', LOG_LEVEL: 'loud' };
    expect(() => readProviderStubSettings(wrong)).toThrow(SettingsError);
    for (const name of Object.keys(wrong)) expect(() => readProviderStubSettings(wrong)).toThrow(name);
  });
});
