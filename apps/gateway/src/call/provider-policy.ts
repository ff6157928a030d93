import { endpointNotPermitted } from '../errors/endpoint-not-permitted.ts';

/**
 * Scheme, host with or without port, and a path: no credentials, query or fragment, not even an empty one, and no
 * backslash, which some read as a slash.
 */
const SERVICE_ROOT = /^https?:\/\/[^/?#@\\]+(\/[^?#\\]*)?$/i;
/** No white space or control character to smuggle. */
const VISIBLE_ASCII = /^[!-~]+$/;
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface ProviderPolicy {
  /** Hosts, or host suffixes at a dot boundary, that an SDS endpoint may have; in lower case. */
  readonly allowedHosts: readonly string[];
  /** Origin that takes the place of the address's own: the provider stub, when SDS is real. */
  readonly origin: string | undefined;
}

/**
 * Decides whether an address from SDS may be called, and gives the service root to call.
 *
 * @throws CallError 502 when its scheme or host is not allowed
 */
export function permittedServiceRoot(address: string, { allowedHosts, origin }: ProviderPolicy): string {
  const given = origin === undefined ? address : address.replace(/^https?:\/\/[^/?#]+/i, origin);
  const url = SERVICE_ROOT.test(given) && VISIBLE_ASCII.test(given) ? URL.parse(given) : null;
  if (url === null || !isAllowedScheme(url) || !isAllowedHost(url.hostname, allowedHosts)) {
    throw endpointNotPermitted();
  }
  return given;
}

function isAllowedScheme({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function isAllowedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((allowed) => hostname === allowed || hostname.endsWith(`.${allowed.replace(/^\./, '')}`));
}
