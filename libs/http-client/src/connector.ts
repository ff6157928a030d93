import { lookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { TLSSocket, type SecureContextOptions } from 'node:tls';
import { LRUCache } from 'lru-cache';
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

/** Hosts whose last TLS session is remembered. */
const MAX_SESSIONS = 1_000;

/**
 * Opens connections for undici: without delay for small packets and kept alive by TCP (undici's defaults), TLS sessions
 * resumed. A host's name is looked up once for each connection, by the operating system, and connections live long. With a rule, the address that is judged is the very one that is connected to: there is no second resolution
 * for a name to change its mind in.
 */
export function createConnector({ timeoutMs, tls, permits }: ConnectorOptions): buildConnector.connector {
  const connect = resumeSessions({ ...tls, timeout: timeoutMs, ...(permits && { lookup: guardedLookup(permits) }) });
  if (permits === undefined) return connect;
  return (options, callback) => {
    // An address in the URL is connected to without a look-up.
    const address = options.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(address) !== 0 && !permits(address, address)) callback(new AddressNotPermittedError(), null);
    else connect(options, callback);
  };
}

/** undici itself holds on to sessions so loosely that the next garbage collection takes them: each host's last one stays here. */
function resumeSessions(options: buildConnector.BuildOptions): buildConnector.connector {
  const sessions = new LRUCache<string, Buffer>({ max: MAX_SESSIONS });
  const connect = buildConnector(options);
  return (target, callback) => {
    if (target.protocol !== 'https:') {
      connect(target, callback);
      return;
    }
    const host = `${target.servername ?? target.hostname}:${target.port}`;
    const session = sessions.get(host);
    buildConnector({ ...options, maxCachedSessions: 0, ...(session && { session }) })(target, (...made) => {
      const [, socket] = made;
      if (socket instanceof TLSSocket) rememberSession(socket, (latest) => sessions.set(host, latest));
      callback(...made);
    });
  };
}

/** Up to TLS 1.2 the session is there with the connection; from 1.3 it comes with a message of its own. */
function rememberSession(socket: TLSSocket, remember: (session: Buffer) => void): void {
  const session = socket.getProtocol() === 'TLSv1.3' ? undefined : socket.getSession();
  if (session !== undefined) remember(session);
  socket.on('session', remember);
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
