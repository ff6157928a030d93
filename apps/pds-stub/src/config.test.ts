import { describe, expect, test } from '@jest/globals';
import { readPdsStubSettings } from './config.ts';

describe('the PDS stub’s settings', () => {
  test('have a default each', () => {
    expect(readPdsStubSettings({})).toEqual({
      host: '127.0.0.1',
      port: 9001,
      publicUrl: undefined,
      clientId: 'stub-pds-api-key',
      jwksFile: '.local/keys/development.jwks.json',
      tokenLifetimeMs: 599_000,
      logLevel: 'info',
    });
  });

  test('come from the environment', () => {
    const settings = readPdsStubSettings({
      STUB_HOST: '0.0.0.0',
      PDS_STUB_PORT: '0',
      PDS_STUB_URL: 'http://pds-stub:9001/',
      PDS_STUB_CLIENT_ID: 'another-application',
      PDS_STUB_JWKS_FILE: '/keys/jwks.json',
      PDS_STUB_TOKEN_LIFETIME_S: '5',
      LOG_LEVEL: 'warn',
    });
    expect(settings).toEqual({
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'http://pds-stub:9001',
      clientId: 'another-application',
      jwksFile: '/keys/jwks.json',
      tokenLifetimeMs: 5_000,
      logLevel: 'warn',
    });
  });

  test('that cannot be used are named all at once', () => {
    const read = () =>
      readPdsStubSettings({
        PDS_STUB_PORT: 'x',
        PDS_STUB_URL: 'pds',
        PDS_STUB_TOKEN_LIFETIME_S: '0',
        POPULATION_FILE: 'nowhere.json',
      });
    expect(read).toThrow(/PDS_STUB_PORT[^]*PDS_STUB_URL[^]*PDS_STUB_TOKEN_LIFETIME_S[^]*POPULATION_FILE/);
  });
});
