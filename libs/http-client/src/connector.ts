import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { buildConnector } from 'undici';

/** Whether a connection may be opened to this IP address, which `hostname` stands for (or is). */
export type AddressRule = (address: string, hostname: string) => boolean;

/** The upstream's host has no address that may be called. */
export class AddressNotPermittedError extends Error {
  override readonly name = 'AddressNotPermittedError';
}

export interface ConnectorOptions {
  readonly timeoutMs: number;
  readonly tls?: SecureContextOptions | undefined;
  readonly permits?: AddressRule | undefined;
}

/**
 * Opens connections for undici: without delay for small packets, TLS sessions resumed (undici remembers one for each
 * host). With a rule, the address that is judged is the very one that is connected to: there is no second resolution
 * for a name to change its mind in.
 */
export function createConnector({ timeoutMs, tls, permits }: ConnectorOptions): buildConnector.connector {
  const connect = buildConnector({ ...tls, timeout: timeoutMs, ...(permits && { lookup: guardedLookup(permits) }) });
  if (permits === undefined) return connect;
  return (options, callback) => {
    // An address in the URL is connected to without a look-up.
    const address = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0 && !permits(address, address)) callback(new AddressNotPermittedError(), null);
    else connect(options, callback);
  };
}

function guardedLookup(permits: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const permitted = error === null ? found.filter(({ address }) => permits(address, hostname)) : [];
      const [first] = permitted;
      if (error !== null) callback(error, '');
      else if (first === undefined) callback(new AddressNotPermittedError(), '');
      else answer(options.all === true ? permitted : first, callback);
    });
  };
}

function answer(found: LookupAddress | LookupAddress[], callback: Parameters<LookupFunction>[2]): void {
  if (Array.isArray(found)) callback(null, found);
  else callback(null, found.address, found.family);
}
