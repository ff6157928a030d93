import { describe, expect, test } from '@jest/globals';
import { readSettings, SettingsError } from '@cdg/http-server';
import { z } from 'zod';
import { identity } from './identity.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const read = (environment: Environment = {}) => readSettings(z.object(identity(environment)), environment);

function faultsOf(environment: Environment): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

const PRODUCTION = { NODE_ENV: 'production' };
const TOKENS = {
  IDENTITY_JWKS_URL: 'https://issuer.example/keys',
  IDENTITY_ISSUER: 'https://issuer.example',
  IDENTITY_AUDIENCE: 'gateway',
};

describe('the settings of identity', () => {
  test('ask for nobody and believe nobody unless told to', () => {
    expect(read()).toEqual({
      ...{ IDENTITY_REQUIRED: false, TRUST_PROXY_IDENTITY: false, TRUST_PROXY_IDENTITY_WITHOUT_MTLS: false },
      ...{ PROXY_USER_ID_HEADER: 'cis2-uuid', PROXY_ROLE_ID_HEADER: 'cis2-urid' },
      ...{ IDENTITY_JWKS_TIMEOUT_MS: 3_000, IDENTITY_ALGORITHMS: ['RS256', 'RS512'] },
    });
  });

  test('ask for a person in production, unless told not to', () => {
    expect(read(PRODUCTION).IDENTITY_REQUIRED).toBe(true);
    expect(read({ ...PRODUCTION, IDENTITY_REQUIRED: 'false' }).IDENTITY_REQUIRED).toBe(false);
    expect(read({ IDENTITY_REQUIRED: 'true' }).IDENTITY_REQUIRED).toBe(true);
  });

  test.each([
    ['with client certificates', { GATEWAY_TLS_CLIENT_CA: 'PEM' }],
    ['with client certificates in a file', { GATEWAY_TLS_CLIENT_CA_FILE: 'ca.pem' }],
    ['where somebody takes that upon themselves', { TRUST_PROXY_IDENTITY_WITHOUT_MTLS: 'true' }],
  ])('let production trust a proxy %s', (_, environment) => {
    expect(read({ ...PRODUCTION, TRUST_PROXY_IDENTITY: 'true', ...environment }).TRUST_PROXY_IDENTITY).toBe(true);
  });

  test.each([
    [
      'a trusted proxy that anybody could be',
      { ...PRODUCTION, TRUST_PROXY_IDENTITY: 'true' },
      'TRUST_PROXY_IDENTITY: needs GATEWAY_TLS_CLIENT_CA in production, or TRUST_PROXY_IDENTITY_WITHOUT_MTLS',
    ],
    [
      'a header that is none',
      { PROXY_USER_ID_HEADER: 'cis2 uuid' },
      'PROXY_USER_ID_HEADER: expected the name of a header',
    ],
    [
      'keys that anybody on the way could change',
      { ...TOKENS, IDENTITY_JWKS_URL: 'http://issuer.example/keys' },
      'IDENTITY_JWKS_URL: expected an https URL',
    ],
    [
      'a host that only begins like this machine',
      { ...TOKENS, IDENTITY_JWKS_URL: 'http://127.0.0.1.example/keys' },
      'IDENTITY_JWKS_URL: expected an https URL',
    ],
    [
      'a shared secret',
      { IDENTITY_ALGORITHMS: 'RS256,HS256' },
      'IDENTITY_ALGORITHMS.1: expected some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA',
    ],
    [
      'no signature',
      { IDENTITY_ALGORITHMS: 'none' },
      'IDENTITY_ALGORITHMS.0: expected some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA',
    ],
    [
      'a level that there is not',
      { ...TOKENS, IDENTITY_ASSURANCE_LEVEL: 'AAL4' },
      'IDENTITY_ASSURANCE_LEVEL: expected AAL1, AAL2, AAL3',
    ],
    [
      'a level that no token can show',
      { IDENTITY_ASSURANCE_LEVEL: 'AAL3' },
      'IDENTITY_ASSURANCE_LEVEL: needs IDENTITY_JWKS_URL',
    ],
  ])('do not take %s', (_, environment, fault) => {
    expect(faultsOf(environment)).toEqual([fault]);
  });

  test.each(['IDENTITY_ISSUER', 'IDENTITY_AUDIENCE'])('need %s where tokens are verified', (name) => {
    expect(faultsOf({ ...TOKENS, [name]: undefined }).map((fault) => fault.split(':')[0])).toEqual([name]);
  });

  test('take keys from this machine without TLS, a level as a number, and header names in any case', () => {
    const environment = {
      ...TOKENS,
      IDENTITY_JWKS_URL: 'http://127.0.0.1:8080/keys',
      IDENTITY_ASSURANCE_LEVEL: 'AAL3',
    };
    expect(
      read({ ...environment, PROXY_USER_ID_HEADER: 'NHSD-Identity-UUID', IDENTITY_ALGORITHMS: 'ES256, PS512' }),
    ).toMatchObject({
      ...environment,
      ...{ IDENTITY_ASSURANCE_LEVEL: 3, PROXY_USER_ID_HEADER: 'nhsd-identity-uuid' },
      IDENTITY_ALGORITHMS: ['ES256', 'PS512'],
    });
  });
});
