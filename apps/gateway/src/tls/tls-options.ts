import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { Credentials } from './credentials.ts';

/** TLS 1.2 is the floor, and its ciphers go in GP Connect's order of preference; TLS 1.3 has its own. */
const RULES = {
  minVersion: 'TLSv1.2',
  ciphers: 'AESGCM+EECDH:AESGCM+EDH:AES256+EECDH:AES256+EDH',
  honorCipherOrder: true,
} as const satisfies SecureContextOptions;

/** How the gateway connects to providers, or to the Spine Secure Proxy. */
export function clientTlsOptions(credentials: Credentials): SecureContextOptions {
  return { ...RULES, ...credentials };
}

/** How the gateway serves TLS. Where there are authorities for clients, no client gets in without their certificate. */
export function serverTlsOptions(credentials: Credentials): TlsOptions & SecureContextOptions {
  const requireClient = credentials.ca !== undefined;
  // The older ciphers in the list need parameters that OpenSSL picks only when told to.
  return { ...RULES, dhparam: 'auto', ...credentials, requestCert: requireClient, rejectUnauthorized: requireClient };
}
