import { CallError } from '../errors/call-error.ts';

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
  const given = origin === undefined ? address : address.replace(/^https?:\/\/[^/]+/i, origin);
  const url = URL.parse(given);
  if (url === null || !isAllowedScheme(url) || !isAllowedHost(url.hostname, allowedHosts) || hasMore(url, given)) {
    throw new CallError('notTrusted', 'Provider endpoint is not permitted');
  }
  return given;
}

function isAllowedScheme({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

function isAllowedHost(hostname: string, allowedHosts: readonly string[]): boolean {
  return allowedHosts.some((allowed) => hostname === allowed || hostname.endsWith(`.${allowed.replace(/^\./, '')}`));
}

/** A service root has no credentials, query or fragment, and no white space or control characters to smuggle. */
function hasMore({ username, password, search, hash }: URL, given: string): boolean {
  return username !== '' || password !== '' || search !== '' || hash !== '' || /[^\x21-\x7e]/.test(given);
}
