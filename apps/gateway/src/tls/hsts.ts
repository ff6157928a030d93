import { TLSSocket } from 'node:tls';

/** Whoever has once come over TLS comes over nothing else for a year (RFC 6797). No headers where there is no TLS. */
export function hstsHeaders(socket: unknown): Readonly<Record<string, string>> {
  return socket instanceof TLSSocket ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {};
}
