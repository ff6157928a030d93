import { createHttpClient, type HttpClient } from '@cdg/http-client';
import type { Config } from '../config.ts';
import { createIdentification, type IdentifyCaller } from './identify-caller.ts';
import { createKeySet } from './key-set.ts';
import { createTokenVerifier, type VerifyToken } from './verify-token.ts';

/** A key set has a few keys of some hundred bytes each. */
const MAX_KEY_SET_BYTES = 131_072;
const CONNECTIONS = 2;

export interface Identification {
  readonly identify: IdentifyCaller;
  readonly close: () => Promise<void>;
}

/** Makes what finds out who asks, as the settings have it. */
export function openIdentification(config: Config, now: () => Date): Identification {
  const http = createHttpClient({
    upstream: 'JWKS',
    connections: CONNECTIONS,
    timeoutMs: config.IDENTITY_JWKS_TIMEOUT_MS,
    maxBytes: MAX_KEY_SET_BYTES,
  });
  const { AUDIT_ISSUER: issuer, PROXY_USER_ID_HEADER: userId, PROXY_ROLE_ID_HEADER: roleId } = config;
  return {
    identify: createIdentification({
      issuer,
      device: {
        resourceType: 'Device',
        identifier: [{ system: `${issuer}/Id/device`, value: config.AUDIT_DEVICE_ID }],
        model: 'Clinical Data Gateway',
        version: config.AUDIT_DEVICE_VERSION,
      },
      isRequired: config.IDENTITY_REQUIRED,
      proxyHeaders: config.TRUST_PROXY_IDENTITY ? { userId, roleId } : undefined,
      verifyToken: tokenVerifier(config, { http, now }),
      assuranceLevel: config.IDENTITY_ASSURANCE_LEVEL,
    }),
    close: () => http.close(),
  };
}

function tokenVerifier(config: Config, { http, now }: { http: HttpClient; now: () => Date }): VerifyToken | undefined {
  const { IDENTITY_JWKS_URL: url, IDENTITY_ISSUER: issuer, IDENTITY_AUDIENCE: audience } = config;
  if (url === undefined || issuer === undefined || audience === undefined) return undefined;
  return createTokenVerifier({
    keys: createKeySet({ http, url, timeoutMs: config.IDENTITY_JWKS_TIMEOUT_MS, now }),
    rules: { issuer, audience, algorithms: config.IDENTITY_ALGORITHMS },
    now,
  });
}
