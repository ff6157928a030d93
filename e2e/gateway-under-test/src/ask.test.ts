import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createCertificateAuthority,
  cutAfter,
  respond,
  startScriptedUpstream,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { askFor, goodHeaders } from './ask-for-record.ts';
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
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (name: string, pem: string) => {
    writeFileSync(join(folder, name), pem);
    return join(folder, name);
  };

  test('is asked with a client certificate, under its own name', async () => {
    const authority = await createCertificateAuthority();
    const name = { type: 'dns', value: 'gateway.example' } as const;
    const own = await authority.issue({ subject: 'CN=gateway.example', names: [name] });
    const caller = await authority.issue({ subject: 'CN=consumer.example' });
    const gateway = createServer({ ...own, ca: authority.cert, requestCert: true }, (_request, response) => {
      response.end('welcome');
    });
    await once(gateway.listen(0, '127.0.0.1'), 'listening');
    const address = gateway.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const CLIENT_CA_FILE = file('ca.pem', authority.cert);
    const known = { BASE_URL: `https://127.0.0.1:${port}`, HOST: 'gateway.example', CLIENT_CA_FILE };
    const files = { CLIENT_CERT_FILE: file('cert.pem', caller.cert), CLIENT_KEY_FILE: file('key.pem', caller.key) };

    try {
      expect((await ask(deployed({ ...known, ...files }), {})).body.toString()).toBe('welcome');
      await expect(ask(deployed(known), {})).rejects.toThrow();
      await expect(ask(deployed({ ...known, ...files, HOST: '' }), {})).rejects.toThrow(/altnames/);
    } finally {
      gateway.close();
    }
  });
});

describe('the headers of a good request', () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });
  const EXTRA_HEADERS = '{"NHSD-Identity": "somebody", "ODS-from": "ELSE"}';

  test('have those that the gateway elsewhere wants besides, in the place of none', () => {
    Object.assign(process.env, { BASE_URL: 'https://gateway.example', EXTRA_HEADERS });

    expect(goodHeaders()).toMatchObject({ 'NHSD-Identity': 'somebody', 'ODS-from': 'S55555' });
  });

  test('have no others where the suite starts a fleet of its own', () => {
    Object.assign(process.env, { BASE_URL: '', EXTRA_HEADERS });

    expect(goodHeaders()).not.toHaveProperty('NHSD-Identity');
  });
});
