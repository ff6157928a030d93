import { once } from 'node:events';
import { Agent, get } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { TlsOptions } from 'node:tls';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createCertificateAuthority, type Certificate, type CertificateAuthority } from '@cdg/test-kit';
import { listen, type RunningServer } from './listen.ts';

let authority: CertificateAuthority;
let own: Certificate;
let server: RunningServer;

beforeAll(async () => {
  authority = await createCertificateAuthority();
  own = await authority.issue({ subject: 'CN=first.example' });
});
afterEach(() => server.close(0));

async function start(tls: TlsOptions): Promise<string> {
  server = await listen((_, res) => res.end('well'), { host: '127.0.0.1', port: 0, tls });
  return server.url;
}

interface Client extends Partial<Certificate> {
  readonly agent?: Agent;
}

/** The status, and the name in the server's certificate. */
async function ask(url: string, client: Client = {}): Promise<{ status: number | undefined; name: unknown }> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { ca: authority.cert, ...client }, resolve).once('error', reject);
  });
  if (!(answer.socket instanceof TLSSocket)) throw new Error('the answer came without TLS');
  const name = answer.socket.getPeerCertificate().subject.CN;
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode, name };
}

describe('listen, with certificates', () => {
  test('serves HTTPS, and says so', async () => {
    const url = await start(own);
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(url)).toEqual({ status: 200, name: 'first.example' });
  });

  test.each<[string, () => Promise<Client>]>([
    ['no certificate', () => Promise.resolve({})],
    [
      'one of an unknown authority',
      async () => (await createCertificateAuthority('CN=Stranger')).issue({ subject: 'CN=a' }),
    ],
    ['one that has ended', () => authority.issue({ subject: 'CN=b', days: -1 })],
  ])('where clients need a certificate, refuses who shows %s', async (_, client) => {
    const url = await start({ ...own, ca: authority.cert, requestCert: true, rejectUnauthorized: true });
    await expect(ask(url, await client())).rejects.toThrow();
    expect((await ask(url, await authority.issue({ subject: 'CN=known.example' }))).status).toBe(200);
  });

  test('where certificates are revoked, refuses who shows one of them', async () => {
    const [kept, lost] = [await authority.issue({ subject: 'CN=kept' }), await authority.issue({ subject: 'CN=lost' })];
    const crl = await authority.revoke(lost);
    const url = await start({ ...own, ca: authority.cert, crl, requestCert: true, rejectUnauthorized: true });

    expect((await ask(url, kept)).status).toBe(200);
    await expect(ask(url, lost)).rejects.toThrow();
  });

  test('takes renewed certificates for new connections, while old ones go on', async () => {
    const url = await start(own);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(url, { agent });

    server.renewTls(await authority.issue({ subject: 'CN=second.example' }));

    expect(await ask(url, { agent })).toEqual({ status: 200, name: 'first.example' });
    expect(await ask(url, { agent: new Agent() })).toEqual({ status: 200, name: 'second.example' });
    agent.destroy();
  });
});
