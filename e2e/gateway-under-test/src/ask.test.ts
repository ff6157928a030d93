import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { cutAfter, respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { askFor } from './ask-for-record.ts';
import { ask } from './ask.ts';
import { readDeployment } from './deployment.ts';

let server: ScriptedUpstream;
beforeAll(async () => {
  server = await startScriptedUpstream();
});
afterAll(() => server.close());

const deployed = (environment: Readonly<Record<string, string>>) => {
  const deployment = readDeployment(environment);
  if (deployment === undefined) throw new Error('no BASE_URL');
  return deployment;
};

describe('a question', () => {
  test('goes below the path of the address, with what the deployment wants', async () => {
    server.script(respond({ status: 204 }));

    const gateway = deployed({ BASE_URL: `${server.url}/record/`, HOST: 'gateway.example', BEARER_TOKEN: 'abc' });
    const { status } = await ask(gateway, { method: 'GET', path: '/health' });

    const [request] = server.requests.slice(-1);
    expect(status).toBe(204);
    expect(request).toMatchObject({ method: 'GET', path: '/record/health' });
    expect(request?.header('Host')).toBe('gateway.example');
    expect(request?.header('Authorization')).toBe('Bearer abc');
  });

  test('may have headers of its own instead', async () => {
    server.script(respond());

    await askFor(deployed({ BASE_URL: server.url, BEARER_TOKEN: 'abc' }), '9999999999', {
      authorization: 'Bearer own',
    });

    expect(server.requests.at(-1)?.header('Authorization')).toBe('Bearer own');
  });

  test.each(['POST', 'DELETE'])('with %s may have a body, and is one request', async (method) => {
    server.script(respond());
    const before = server.requests.length;

    await ask(server.url, { method, body: 'abc' });

    expect(server.requests.slice(before)).toMatchObject([{ method, body: Buffer.from('abc') }]);
  });

  test('whose answer ends too early is told from one that is whole', async () => {
    server.script(cutAfter(3, { body: 'abcdef' }));
    const cut = await ask(server.url, {});
    server.script(respond({ body: 'abcdef' }));
    const whole = await ask(server.url, {});

    expect(cut).toMatchObject({ status: 200, cut: true, body: Buffer.from('abc') });
    expect(whole).toMatchObject({ status: 200, cut: false, body: Buffer.from('abcdef') });
  });
});

describe('a gateway that wants to know its callers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ask-'));
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const canCertify = makeCertificate({ certFile, keyFile, name: 'gateway.example' });
  const testWithOpenSsl = canCertify ? test : test.skip;
  const name = (text: string) => (canCertify ? text : `${text} (skipped: there is no openssl to make a certificate)`);

  testWithOpenSsl(name('is asked with a client certificate, under its own name'), async () => {
    const [cert, key] = [readFileSync(certFile), readFileSync(keyFile)];
    const gateway = createServer({ cert, key, ca: cert, requestCert: true, rejectUnauthorized: true }, (_req, res) => {
      res.end('welcome');
    });
    await once(gateway.listen(0, '127.0.0.1'), 'listening');
    const address = gateway.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const known = { BASE_URL: `https://127.0.0.1:${port}`, HOST: 'gateway.example', CLIENT_CA_FILE: certFile };

    try {
      const answer = await ask(deployed({ ...known, CLIENT_CERT_FILE: certFile, CLIENT_KEY_FILE: keyFile }), {});
      expect(answer.body.toString()).toBe('welcome');
      await expect(ask(deployed(known), {})).rejects.toThrow();
      await expect(ask(deployed({ ...known, HOST: '' }), {})).rejects.toThrow(/altnames/);
    } finally {
      gateway.close();
    }
  });
});

/** One certificate that serves as the authority's, the gateway's and the caller's. */
function makeCertificate({ certFile, keyFile, name }: { certFile: string; keyFile: string; name: string }): boolean {
  const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const files = ['-keyout', keyFile, '-out', certFile];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
