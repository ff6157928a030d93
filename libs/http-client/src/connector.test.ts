import { once } from 'node:events';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { SecureContextOptions, TLSSocket } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createCertificateAuthority,
  hold,
  respond,
  startScriptedUpstream,
  type Certificate,
  type CertificateAuthority,
} from '@cdg/test-kit';
import { z } from 'zod';
import { startDeadline } from './deadline.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http-client.ts';

let authority: CertificateAuthority;
let server: Certificate;
let client: Certificate;
const closing: (() => Promise<unknown> | undefined)[] = [];

beforeAll(async () => {
  authority = await createCertificateAuthority();
  server = await authority.issue({ subject: 'CN=provider.example' });
  client = await authority.issue({ subject: 'CN=gateway.example' });
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface SecureServer {
  readonly port: number;
  /** Subject of each connection's client certificate, and whether the connection's TLS session was resumed. */
  readonly connections: { subject: string | undefined; resumed: boolean }[];
}

async function startSecureServer(options: ServerOptions): Promise<SecureServer> {
  const connections: SecureServer['connections'] = [];
  const listener: Server = createServer(options, (_, res) => res.end('{}'));
  listener.on('secureConnection', (socket: TLSSocket) => {
    connections.push({ subject: subjectOf(socket), resumed: socket.isSessionReused() });
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  closing.push(async () => {
    listener.closeAllConnections();
    await once(listener.close(), 'close');
  });
  const address = listener.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return { port: address.port, connections };
}

const withSubject = z.object({ subject: z.object({ CN: z.string() }).optional() });

function subjectOf(socket: TLSSocket): string | undefined {
  return withSubject.parse(socket.getPeerCertificate()).subject?.CN;
}

function createClient(options: Partial<HttpClientOptions>): HttpClient {
  const http = createHttpClient({
    upstream: 'Provider',
    connections: 4,
    timeoutMs: 5_000,
    maxBytes: 1_000,
    ...options,
  });
  closing.push(() => http.close());
  return http;
}

/** Weakly held objects go only between turns of the event loop. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = z.function().parse(runInNewContext('gc'));
  await new Promise(setImmediate);
  collect();
  await new Promise(setImmediate);
}

async function ask(http: HttpClient, origin: string, headers: Record<string, string> = {}): Promise<number> {
  const deadline = startDeadline(5_000);
  try {
    return (await http.fetchWhole({ method: 'GET', origin, path: '/', headers }, { deadline })).status;
  } finally {
    deadline.lift();
  }
}

const ownTls = (): SecureContextOptions => ({ ...client, ca: authority.cert });

describe('towards a server with TLS', () => {
  test('shows its certificate where one is required', async () => {
    const upstream = await startSecureServer({ ...server, ca: authority.cert, requestCert: true });

    expect(await ask(createClient({ tls: ownTls() }), `https://localhost:${upstream.port}`)).toBe(200);
    expect(upstream.connections).toMatchObject([{ subject: 'gateway.example' }]);
  });

  test.each<[string, () => Promise<ServerOptions>]>([
    ['has ended', () => authority.issue({ subject: 'CN=old', days: -1 })],
    [
      'is of an authority it does not know',
      async () => (await createCertificateAuthority()).issue({ subject: 'CN=a' }),
    ],
    [
      'is for another name',
      () => authority.issue({ subject: 'CN=b', names: [{ type: 'dns', value: 'other.example' }] }),
    ],
    ['speaks an old TLS only', () => Promise.resolve({ ...server, minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' })],
  ])('calls no server whose certificate %s', async (_, options) => {
    const upstream = await startSecureServer(await options());

    await expect(ask(createClient({ tls: ownTls() }), `https://localhost:${upstream.port}`)).rejects.toMatchObject({
      kind: 'network',
    });
  });

  test('calls no server whose certificate is revoked', async () => {
    const lost = await authority.issue({ subject: 'CN=lost.example' });
    const upstream = await startSecureServer(lost);
    const crl = await authority.revoke(lost);

    await expect(
      ask(createClient({ tls: { ...ownTls(), crl } }), `https://localhost:${upstream.port}`),
    ).rejects.toMatchObject({ kind: 'network' });
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'resumes the session on the next connection, a garbage collection or not: %s',
    async (maxVersion) => {
      const upstream = await startSecureServer({ ...server, maxVersion });
      const http = createClient({ tls: ownTls() });

      for (let call = 0; call < 3; call += 1) {
        await ask(http, `https://localhost:${upstream.port}`, { Connection: 'close' });
        await collectGarbage();
      }
      expect(upstream.connections.map(({ resumed }) => resumed)).toEqual([false, true, true]);
    },
  );

  test('shows a renewed certificate from the next call on', async () => {
    const upstream = await startSecureServer({ ...server, ca: authority.cert, requestCert: true });
    const http = createClient({ tls: ownTls() });
    await ask(http, `https://localhost:${upstream.port}`);

    http.renewTls({ ...(await authority.issue({ subject: 'CN=renewed.example' })), ca: authority.cert });
    await ask(http, `https://localhost:${upstream.port}`);

    expect(upstream.connections.map(({ subject }) => subject)).toEqual(['gateway.example', 'renewed.example']);
  });
});

test('a renewal lets the calls under way end', async () => {
  const held = hold(respond({ status: 204 }));
  const upstream = await startScriptedUpstream(held.answer);
  closing.push(() => upstream.close());
  const http = createClient({});
  const answer = ask(http, upstream.url);
  await upstream.whenRequests(1);

  http.renewTls({});
  held.release();

  expect(await answer).toBe(204);
  await upstream.whenDisconnected();
});

describe('a rule on addresses', () => {
  test.each(['localhost', '127.0.0.1'])(
    'lets no connection be opened to %s when it refuses its address',
    async (host) => {
      const upstream = await startScriptedUpstream(respond());
      closing.push(() => upstream.close());
      const asked: string[][] = [];
      const permits = (...names: string[]) => {
        asked.push(names);
        return false;
      };

      await expect(ask(createClient({ permits }), upstream.url.replace('127.0.0.1', host))).rejects.toMatchObject({
        cause: { name: 'AddressNotPermittedError' },
      });
      expect(asked).toContainEqual(['127.0.0.1', host]);
      expect(upstream.openedSockets()).toBe(0);
    },
  );

  test('judges an IPv6 address without its brackets', async () => {
    const permits = (address: string) => address !== '::1';
    await expect(ask(createClient({ permits }), 'http://[::1]:9')).rejects.toMatchObject({
      cause: { name: 'AddressNotPermittedError' },
    });
  });

  test.each(['localhost', '127.0.0.1'])('lets %s be called when it permits its address', async (host) => {
    const upstream = await startScriptedUpstream(respond());
    closing.push(() => upstream.close());

    const permits = (address: string) => address === '127.0.0.1';
    expect(await ask(createClient({ permits }), upstream.url.replace('127.0.0.1', host))).toBe(200);
  });
});
