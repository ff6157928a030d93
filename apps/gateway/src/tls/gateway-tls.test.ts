import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpsRequest } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { TLSSocket, type TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEMS } from '@cdg/fhir';
import { listen, type Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import {
  createCertificateAuthority,
  respondJson,
  startScriptedUpstream,
  type Certificate,
  type CertificateAuthority,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { readConfig } from '../config.ts';
import { startGateway } from '../start-gateway.ts';
import { CONSUMER, recordText, searchset, servicesWith } from '../testing/scripted-services.ts';

const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const BODY = JSON.stringify({
  resourceType: 'Parameters',
  parameter: [{ name: 'patientNHSNumber', valueIdentifier: { system: SYSTEMS.nhsNumber, value: NHS_NUMBER } }],
});

let folder: string;
let authority: CertificateAuthority;
let server: Certificate;
let services: ScriptedUpstream;
/** Names in the client certificates that the provider was shown, one for each call. */
let shown: string[];
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-tls-'));
  authority = await createCertificateAuthority();
  server = await authority.issue({ subject: 'CN=server.example' });
  services = await startScriptedUpstream();
});
beforeEach(() => {
  shown = [];
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

/** A practice's system with TLS, which SDS names by this host. */
async function startProvider(tls: TlsOptions, host = 'localhost'): Promise<void> {
  const provider = await listen(
    (req, res) => {
      shown.push(req.socket instanceof TLSSocket ? subjectOf(req.socket) : 'no TLS');
      res.writeHead(200, { 'Content-Type': 'application/fhir+json' });
      res.end(recordText(NHS_NUMBER, String(req.headers['ssp-traceid'])));
    },
    { host: '127.0.0.1', port: 0, tls },
  );
  closing.push(() => provider.close(0));
  const address = `https://${host}:${new URL(provider.url).port}/A12345/STU3/1/gpconnect/structured`;
  const identifier = [{ system: SYSTEMS.partyKey, value: 'A12345-0000001' }];
  services.script(
    servicesWith({ endpoint: respondJson(searchset({ resourceType: 'Endpoint', address, identifier })) }),
  );
}

function subjectOf(socket: TLSSocket): string {
  const certificate = socket.getPeerCertificate();
  return 'subject' in certificate ? String(certificate.subject.CN) : 'nobody';
}

async function open(settings: Readonly<Record<string, string>>): Promise<Service> {
  const config = readConfig({
    ...{ PDS_STUB_URL: services.url, SDS_STUB_URL: services.url, PROVIDER_STUB_URL: services.url },
    ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'silent', PDS_PRIVATE_KEY: PRIVATE_KEY },
    ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '0', AUDIT_FILE: join(folder, `${randomUUID()}.jsonl`) },
    ...settings,
  });
  const { service } = await startGateway(config);
  closing.push(() => service.close());
  return service;
}

const HEADERS = { 'Content-Type': 'application/fhir+json', 'ODS-from': CONSUMER };

async function ask({ urls }: Service) {
  const headers = { ...HEADERS, 'Ssp-TraceID': randomUUID() };
  const answer = await fetch(`${urls.gateway ?? ''}/patient/$gpc.getstructuredrecord`, {
    method: 'POST',
    headers,
    body: BODY,
  });
  return { status: answer.status, text: await answer.text() };
}

describe('towards the provider', () => {
  const withClient = async (): Promise<Record<string, string>> => {
    const client = await authority.issue({ subject: 'CN=gateway.example' });
    return { PROVIDER_TLS_CERT: client.cert, PROVIDER_TLS_KEY: client.key, PROVIDER_TLS_CA: authority.cert };
  };
  const mutual = () => ({ ...server, ca: authority.cert, requestCert: true, rejectUnauthorized: true });

  test('the gateway shows its certificate', async () => {
    await startProvider(mutual());
    expect((await ask(await open(await withClient()))).status).toBe(200);
    expect(shown).toEqual(['gateway.example']);
  });

  test.each<[string, () => Promise<TlsOptions>, () => Promise<Record<string, string>>]>([
    ['has ended', () => authority.issue({ subject: 'CN=old', days: -1 }), withClient],
    [
      'comes from another authority',
      async () => (await createCertificateAuthority('CN=Other')).issue({ subject: 'CN=a' }),
      withClient,
    ],
    [
      'is for another name',
      () => authority.issue({ subject: 'CN=a', names: [{ type: 'dns', value: 'a.example' }] }),
      withClient,
    ],
    [
      'wants a certificate that we have not',
      () => Promise.resolve(mutual()),
      () => Promise.resolve({ PROVIDER_TLS_CA: authority.cert }),
    ],
  ])('no record is taken from a server whose certificate %s', async (_, tls, settings) => {
    await startProvider(await tls());
    const { status, text: body } = await ask(await open(await settings()));
    expect([status, body]).toEqual([502, expect.stringContaining('Provider request failed: connection failed')]);
    expect(shown).toEqual([]);
  });

  test('no record is taken from a server whose certificate is revoked', async () => {
    await startProvider(server);
    const list = join(folder, 'crl.pem');
    await writeFile(list, await authority.revoke(server));
    const gateway = await open({ ...(await withClient()), PROVIDER_TLS_CRL_FILE: list });
    expect((await ask(gateway)).status).toBe(502);
    expect(shown).toEqual([]);
  });

  test('a certificate swapped on disk under load is in use soon, and no request fails', async () => {
    await startProvider(mutual());
    const files = { cert: join(folder, 'own.pem'), key: join(folder, 'own-key.pem') };
    const swap = async (subject: string) => {
      const { cert, key } = await authority.issue({ subject });
      await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key)]);
    };
    await swap('CN=first.example');
    const gateway = await open({
      ...{ PROVIDER_TLS_CERT_FILE: files.cert, PROVIDER_TLS_KEY_FILE: files.key, PROVIDER_TLS_CA: authority.cert },
      TLS_RELOAD_MS: '100',
    });

    const statuses = new Set<number>();
    const load = async () => {
      while (!shown.includes('second.example')) statuses.add((await ask(gateway)).status);
    };
    const loads = Promise.all([load(), load(), load()]);
    while (shown.length < 10) statuses.add((await ask(gateway)).status);
    await swap('CN=second.example');
    await loads;

    expect([...statuses]).toEqual([200]);
    expect(await metric(gateway, 'cdg_certificate_days_left{certificate="provider"}')).toBeCloseTo(30, 1);
  });

  test('a name that leads to a private address is not called', async () => {
    // Every machine's own name stands for a private address, or for loopback.
    const host = hostname().toLowerCase();
    await startProvider(server, host);
    const settings = { PROVIDER_ALLOWED_HOSTS: host, PROVIDER_ALLOWED_NETWORKS: '203.0.113.0/24' };
    const { status, text: body } = await ask(await open({ ...(await withClient()), ...settings }));
    expect([status, body]).toEqual([502, expect.stringContaining('Provider endpoint is not permitted')]);
    expect(body).toContain('"code":"security"');
    expect(shown).toEqual([]);
  });
});

async function metric({ urls }: Service, name: string): Promise<number> {
  const page = await (await fetch(`${urls.admin ?? ''}/metrics`)).text();
  return Number(
    page
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
}

describe('towards consumers', () => {
  const open443 = async (more: Readonly<Record<string, string>> = {}) =>
    open({
      ...{ GATEWAY_TLS_CERT: server.cert, GATEWAY_TLS_KEY: server.key, GATEWAY_TLS_CLIENT_CA: authority.cert },
      GATEWAY_TLS_CLIENT_SUBJECTS: 'CN=proxy.example,O=Synthetic',
      ...more,
    });

  const health = async ({ urls }: Service, client: Partial<Certificate>, agent?: Agent) =>
    new Promise<{ status: number | undefined; hsts: unknown; body: string }>((resolve, reject) => {
      const request = httpsRequest(
        `${urls.gateway ?? ''}/health`,
        { ca: authority.cert, ...client, agent: agent ?? false },
        (answer) => {
          const hsts = answer.headers['strict-transport-security'];
          void text(answer).then((body) => {
            resolve({ status: answer.statusCode, hsts, body });
          });
        },
      );
      request.once('error', reject).end();
    });

  test('the gateway answers the clients it may answer, and wants TLS of them from then on', async () => {
    const gateway = await open443();
    const client = await authority.issue({ subject: 'CN=proxy.example, O=Synthetic' });
    expect(await health(gateway, client)).toMatchObject({ status: 200, hsts: 'max-age=31536000; includeSubDomains' });
  });

  test('a client goes on being known on a resumed connection', async () => {
    const gateway = await open443();
    const client = await authority.issue({ subject: 'CN=proxy.example, O=Synthetic' });
    const agent = new Agent({ ...client, ca: authority.cert, maxCachedSessions: 10 });
    for (let call = 0; call < 3; call += 1) expect((await health(gateway, client, agent)).status).toBe(200);
  });

  test('another client of the same authority gets a 403', async () => {
    const gateway = await open443();
    const { status, body } = await health(gateway, await authority.issue({ subject: 'CN=other.example, O=Synthetic' }));
    expect([status, body]).toEqual([403, expect.stringContaining('The client certificate is not permitted')]);
  });

  test.each<[string, () => Promise<Partial<Certificate>>]>([
    ['no certificate', () => Promise.resolve({})],
    ['a certificate that has ended', () => authority.issue({ subject: 'CN=proxy.example, O=Synthetic', days: -1 })],
    [
      'a certificate of another authority',
      async () => (await createCertificateAuthority('CN=Other')).issue({ subject: 'CN=proxy.example, O=Synthetic' }),
    ],
  ])('a client with %s does not get in', async (_, client) => {
    await expect(health(await open443(), await client())).rejects.toThrow();
  });

  test('a client whose certificate is revoked does not get in', async () => {
    const client = await authority.issue({ subject: 'CN=proxy.example, O=Synthetic' });
    const list = join(folder, 'client-crl.pem');
    await writeFile(list, await authority.revoke(client));
    await expect(health(await open443({ GATEWAY_TLS_CLIENT_CRL_FILE: list }), client)).rejects.toThrow();
  });
});
