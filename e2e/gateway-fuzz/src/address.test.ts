import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readAddress } from './address.ts';

const PEM = 'package.json';

describe('readAddress', () => {
  test('is nothing where the suite starts a fleet of its own', () => {
    expect(readAddress({ BASE_URL: ' ' })).toBeUndefined();
  });

  test('takes the name, the token and the files that the gateway needs', () => {
    const address = readAddress({
      BASE_URL: 'https://10.0.0.1/base',
      HOST: 'gateway.example:8443',
      BEARER_TOKEN: 'secret',
      CLIENT_CERT_FILE: PEM,
      CLIENT_KEY_FILE: PEM,
    });

    expect(address).toEqual({
      url: 'https://10.0.0.1/base',
      serverName: 'gateway.example',
      connection: {
        headers: { Host: 'FUZZ_HEADER_HOST', Authorization: 'FUZZ_HEADER_AUTHORIZATION' },
        certFile: resolve(PEM),
        keyFile: resolve(PEM),
        caFile: undefined,
      },
      environment: { FUZZ_HEADER_HOST: 'gateway.example:8443', FUZZ_HEADER_AUTHORIZATION: 'Bearer secret' },
    });
  });

  test('refuses settings that are wrong', () => {
    expect(() => readAddress({ BASE_URL: 'https://gateway.example', CLIENT_CERT_FILE: PEM })).toThrow(
      'CLIENT_KEY_FILE',
    );
  });
});
