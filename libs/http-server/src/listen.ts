import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { closingGracefully, type CloseGracefully } from './close-gracefully.ts';
import { originForm } from './origin-form.ts';

const TIMEOUT_CHECK_MS = 500;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Most bytes of request headers; Node answers 431 above it. */
  readonly maxHeaderBytes?: number;
  /** Milliseconds a client may take to send its whole request. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds for the headers of a request alone, those for the connection's first included. */
  readonly headersTimeoutMs?: number;
  /** Milliseconds a connection may be kept without a request. */
  readonly keepAliveTimeoutMs?: number;
  /** Milliseconds a connection may be without a byte either way while a request is under way; any time unless given. */
  readonly idleTimeoutMs?: number;
  /** Most connections open at a time; one more is closed at once. Any number unless given. */
  readonly maxConnections?: number;
  /** False leaves requests without a Host header to the listener; Node would answer them itself, without a body. */
  readonly requireHostHeader?: boolean;
  /** Serves HTTPS with these certificates. */
  readonly tls?: TlsOptions | undefined;
}

export interface RunningServer {
  readonly server: Server;
  /** Takes these certificates for the connections to come; those that are open stay. Nothing without TLS. */
  readonly renewTls: (tls: TlsOptions) => void;
  /** Where it listens, for example `http://127.0.0.1:5000`. */
  readonly url: string;
  /** Stops accepting, lets open requests end for at most `graceMs`, then cuts what is left. */
  readonly close: CloseGracefully;
}

/** Serves a request listener over HTTP, or HTTPS when given certificates; rejects when the address cannot be had. */
export async function listen(listener: RequestListener, options: ListenOptions): Promise<RunningServer> {
  const { host, port } = options;
  const server = createServerFor(listener, options);
  const close = closingGracefully(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  return {
    server,
    url: urlOf(server),
    renewTls: (tls) => {
      if (server instanceof SecureServer) server.setSecureContext(tls);
    },
    close,
  };
}

function createServerFor(listener: RequestListener, options: ListenOptions): Server {
  const onRequest: RequestListener = (req, res) => {
    req.url = originForm(req.url ?? '/');
    listener(req, res);
  };
  const http = httpOptions(options);
  const { tls, idleTimeoutMs = 0, maxConnections } = options;
  const server = tls === undefined ? createServer(http, onRequest) : createSecureServer({ ...http, ...tls }, onRequest);
  server.setTimeout(idleTimeoutMs);
  if (maxConnections !== undefined) server.maxConnections = maxConnections;
  return server;
}

function httpOptions(options: ListenOptions): ServerOptions {
  const { maxHeaderBytes = 16_384, requestTimeoutMs = 30_000, headersTimeoutMs = requestTimeoutMs } = options;
  const { keepAliveTimeoutMs = 5_000, requireHostHeader = true } = options;
  return {
    maxHeaderSize: maxHeaderBytes,
    requestTimeout: requestTimeoutMs,
    headersTimeout: Math.min(headersTimeoutMs, requestTimeoutMs),
    keepAliveTimeout: keepAliveTimeoutMs,
    // Node looks for requests that take too long only so often.
    connectionsCheckingInterval: TIMEOUT_CHECK_MS,
    requireHostHeader,
    noDelay: true,
  };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (!isAddressInfo(address)) throw new Error('the server listens on no TCP port');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  const scheme = server instanceof SecureServer ? 'https' : 'http';
  return `${scheme}://${host}:${address.port}`;
}

function isAddressInfo(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}
