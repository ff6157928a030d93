import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { originForm } from './origin-form.ts';

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Most bytes of request headers; Node answers 431 above it. */
  readonly maxHeaderBytes?: number;
  /** Milliseconds a client may take to send its whole request. */
  readonly requestTimeoutMs?: number;
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
  readonly close: (graceMs: number) => Promise<void>;
}

/** Serves a request listener over HTTP, or HTTPS when given certificates; rejects when the address cannot be had. */
export async function listen(listener: RequestListener, options: ListenOptions): Promise<RunningServer> {
  const { host, port } = options;
  const server = createServerFor(listener, options);
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
    close: (graceMs) => closeGracefully(server, graceMs),
  };
}

function createServerFor(listener: RequestListener, options: ListenOptions): Server {
  const { maxHeaderBytes = 16_384, requestTimeoutMs = 30_000, requireHostHeader = true, tls } = options;
  const http = { maxHeaderSize: maxHeaderBytes, requestTimeout: requestTimeoutMs, requireHostHeader, noDelay: true };
  const onRequest: RequestListener = (req, res) => {
    req.url = originForm(req.url ?? '/');
    listener(req, res);
  };
  return tls === undefined ? createServer(http, onRequest) : createSecureServer({ ...http, ...tls }, onRequest);
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

/** Stops accepting, and closes each kept-alive connection as soon as its answer is out, not when its idle time is over. */
function closeGracefully(server: Server, graceMs: number): Promise<void> {
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 20);
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
    }, graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}
