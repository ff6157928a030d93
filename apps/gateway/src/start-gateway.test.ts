import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import {
  hang,
  hold,
  respond,
  respondJson,
  startScriptedUpstream,
  type Answer,
  type Exchange,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { z } from 'zod';
import { readConfig } from './config.ts';
import { startGateway } from './start-gateway.ts';
import { receive, type Question } from './testing/receive.ts';
import {
  askedWith,
  CONSUMER,
  recordText,
  searchset,
  servicesWith,
  type Answers,
  type Asked,
} from './testing/scripted-services.ts';

const PATH = '/patient/$gpc.getstructuredrecord';
const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
const REQUEST_ID = '5f6e0c1a-7b1f-4c7e-8a57-2d1f6a1b9c3d';
const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;

const BODY = `{ "resourceType":"Parameters", "parameter":[{"name":"patientNHSNumber","valueIdentifier":{
  "system":"https://fhir.nhs.uk/Id/nhs-number","value":"${NHS_NUMBER}"}},{"name":"includeProblems"}]}`;
const HEADERS = { 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': TRACE_ID, 'ODS-from': CONSUMER };
const FHIR = { 'Content-Type': 'application/fhir+json' };

let folder: string;
let services: ScriptedUpstream;
/** One for all tests that need no settings of their own. */
let gateway: Service;
const others: Service[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
  services = await startScriptedUpstream();
  gateway = await open({});
});
beforeEach(() => {
  services.script(servicesWith());
});
afterEach(async () => {
  await Promise.all(others.splice(0).map((other) => other.close()));
});
afterAll(async () => {
  await gateway.close();
  await services.close();
  await rm(folder, { recursive: true });
});

/** A gateway with these services behind it; look-ups are not remembered, and a failure is not waited for. */
async function open(settings: Readonly<Record<string, string>>): Promise<Service> {
  const config = readConfig({
    ...{ PDS_STUB_URL: services.url, SDS_STUB_URL: services.url, PROVIDER_STUB_URL: services.url },
    PDS_PRIVATE_KEY: PRIVATE_KEY.export({ type: 'pkcs8', format: 'pem' }).toString(),
    ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'silent' },
    ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '0', AUDIT_FILE: join(folder, `${randomUUID()}.jsonl`) },
    ...settings,
  });
  return (await startGateway(config)).service;
}

/** The same for the rest of one test. */
async function openHere(settings: Readonly<Record<string, string>>): Promise<Service> {
  const other = await open(settings);
  others.push(other);
  return other;
}

const url = ({ urls }: Service, name: 'gateway' | 'admin' = 'gateway') => urls[name] ?? '';

async function ask(question: Question = {}, service = gateway) {
  const headers = { ...HEADERS, ...question.headers };
  const answer = await receive(url(service), { method: 'POST', path: PATH, body: BODY, ...question, headers });
  if (answer === undefined) throw new Error('there was no answer');
  return answer;
}

/** What tells one error from another. */
async function errorOf(question: Question = {}, service = gateway) {
  const { status, body } = await ask(question, service);
  const [{ details, diagnostics }] = outcomeSchema.parse(JSON.parse(body.toString())).issue;
  return [status, details.coding[0].code, diagnostics];
}

const outcomeSchema = z.object({
  issue: z.tuple([
    z.object({ details: z.object({ coding: z.tuple([z.object({ code: z.string() })]) }), diagnostics: z.string() }),
  ]),
});

/** How often each service has been asked since this many requests. */
const askedSince = (count: number) => services.requests.slice(count).map(({ path }) => askedWith(path));
const requestsFor = (what: Asked) => services.requests.filter(({ path }) => askedWith(path) === what);

describe('a call', () => {
  test('asks PDS and SDS, then the practice, and gives back what that says, byte for byte', async () => {
    const service = await openHere({});
    const before = services.requests.length;
    const { status, headers, body, isWhole } = await ask({}, service);
    expect([status, body.toString(), isWhole]).toEqual([200, recordText(NHS_NUMBER, TRACE_ID), true]);
    expect(headers['content-type']).toBe('application/fhir+json;charset=utf-8');
    const asked = askedSince(before);
    expect([...asked].sort()).toEqual(['consumerDevice', 'device', 'endpoint', 'patient', 'provider', 'token']);
    expect(asked.at(-1)).toBe('provider');
  });

  test("carries the consumer's body, byte for byte, with ASIDs, interaction and a token for the audit", async () => {
    await ask();
    const request = requestsFor('provider').at(-1);
    expect(request?.body.toString()).toBe(BODY);
    expect(request?.path).toBe('/A12345/STU3/1/gpconnect/structured/Patient/$gpc.getstructuredrecord');
    expect(
      ['Ssp-TraceID', 'Ssp-From', 'Ssp-To', 'Ssp-InteractionID', 'Accept-Encoding'].map((name) =>
        request?.header(name),
      ),
    ).toEqual([
      ...[TRACE_ID, '200000000359', '918999198738'],
      ...['urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1', 'identity'],
    ]);
    const [, claims = ''] = request?.header('Authorization')?.split('.') ?? [];
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      aud: `${services.url}/A12345/STU3/1/gpconnect/structured`,
      sub: 'synthetic-practitioner',
      requesting_organization: { identifier: [{ value: CONSUMER }] },
      requesting_practitioner: { id: 'synthetic-practitioner' },
      requesting_device: { version: '0.1.0' },
    });
  });

  test('goes by the ids of the consumer', async () => {
    const correlationId = '9d1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
    const ids = { 'X-Request-ID': REQUEST_ID, 'X-Correlation-ID': correlationId };
    const { headers } = await ask({ headers: ids });
    expect(headers).toMatchObject({
      'ssp-traceid': TRACE_ID,
      'x-request-id': REQUEST_ID,
      'x-correlation-id': correlationId,
    });
    const [patient, endpoint] = [requestsFor('patient').at(-1), requestsFor('endpoint').at(-1)];
    expect([patient?.header('X-Request-ID'), patient?.header('X-Correlation-ID')]).toEqual([REQUEST_ID, correlationId]);
    expect(patient?.header('NHSD-End-User-Organisation-ODS')).toBe(CONSUMER);
    expect(endpoint?.header('X-Correlation-Id')).toBe(correlationId);
  });

  test('has ids made for it where the consumer has none', async () => {
    const { headers } = await ask();
    const patient = requestsFor('patient').at(-1);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(headers['x-correlation-id']).toBeUndefined();
    expect([patient?.header('X-Request-ID'), patient?.header('X-Correlation-ID')]).toEqual([
      headers['x-request-id'],
      TRACE_ID,
    ]);
  });

  test('remembers what SDS said, unless told not to', async () => {
    const remembering = await openHere({ SDS_CACHE_TTL_MS: '60000' });
    await ask({}, remembering);
    const before = services.requests.length;
    await ask({}, remembering);
    expect(askedSince(before)).toEqual(['patient', 'provider']);
  });

  test("passes the practice's refusal on when it is about the patient", async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] };
    services.script(servicesWith({ provider: respondJson(outcome, { status: 404 }) }));
    const { status, body } = await ask();
    expect([status, body.toString()]).toEqual([404, JSON.stringify(outcome)]);
  });

  test('is made once more, with what SDS says afresh, when the proxy knows the practice at another address', async () => {
    const body = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid","details":{"coding":[{
      "system":"http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0","code":"400"}]},
      "diagnostics":"ENDPOINT_a_CPAID_1_VARIES_FROM_TARGETURL_b"}]}`;
    const well = servicesWith<Exchange>();
    let refusals = 0;
    const provider: Answer = (exchange) => {
      refusals += 1;
      return refusals === 1 ? respond({ status: 400, headers: FHIR, body })(exchange) : well(exchange);
    };
    services.script(servicesWith({ provider }));
    const remembering = await openHere({ SDS_CACHE_TTL_MS: '60000' });
    const before = services.requests.length;
    expect((await ask({}, remembering)).status).toBe(200);
    const asked = services.requests.slice(before).filter(({ path }) => askedWith(path) !== 'token');
    expect(
      asked
        .slice(-4)
        .map(({ path }) => askedWith(path))
        .sort(),
    ).toEqual(['device', 'endpoint', 'provider', 'provider']);
    expect(asked.filter((request) => request.header('Cache-Control') === 'no-cache')).toHaveLength(2);
  });

  test('reaches the provider stub at the path that a real SDS gives', async () => {
    const address = 'https://gp.example.test/A12345/STU3/1/gpconnect/structured';
    const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: 'A12345-0000001' }];
    services.script(
      servicesWith({ endpoint: respondJson(searchset({ resourceType: 'Endpoint', address, identifier })) }),
    );
    const half = await openHere({ STUB_SDS: 'false', SDS_URL: services.url, SDS_API_KEY: 'a-key' });
    expect((await ask({}, half)).status).toBe(200);
    expect(requestsFor('endpoint').at(-1)?.header('apikey')).toBe('a-key');
  });
});

describe('every answer', () => {
  test.each<[string, Question]>([
    ['a record', {}],
    ['an error', { headers: { 'Content-Type': 'text/plain' } }],
    ['a page that is not there', { path: '/nowhere' }],
    ['the health', { method: 'GET', path: '/health' }],
  ])('of %s is not to be kept, and says nothing of its server', async (_, question) => {
    const { headers } = await ask(question);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'ssp-traceid': TRACE_ID,
    });
    expect(Object.keys(headers).filter((name) => /powered|server|etag/.test(name))).toEqual([]);
  });

  test('leaves out an id that is not valid', async () => {
    const { status, headers } = await ask({ headers: { 'Ssp-TraceID': 'x', 'X-Request-ID': REQUEST_ID } });
    expect([status, headers['ssp-traceid'], headers['x-request-id']]).toEqual([400, undefined, REQUEST_ID]);
  });
});

describe('the body of a request', () => {
  const large = { method: 'POST', path: PATH, body: BODY.padEnd(70_000) };

  test.each<[string, Question, number, string]>([
    ['too large', large, 413, 'The request body must be at most 65536 bytes'],
    [
      'too large in chunks',
      { ...large, headers: { 'Transfer-Encoding': 'chunked' } },
      413,
      'The request body must be at most 65536 bytes',
    ],
    [
      'compressed',
      { body: gzipSync(BODY), headers: { 'Content-Encoding': 'gzip' } },
      415,
      'Content-Encoding must be absent: send the body uncompressed',
    ],
    ['empty', { body: '' }, 400, 'Invalid JSON body sent in request: the body is empty'],
  ])('%s is refused', async (...[, question, status, diagnostics]) => {
    expect(await errorOf(question)).toEqual([status, 'BAD_REQUEST', diagnostics]);
  });

  test.each<[string, Question]>([
    ['as large as it may be', { body: BODY.padEnd(65_536) }],
    ['that says it is not compressed', { headers: { 'Content-Encoding': 'Identity' } }],
  ])('%s is taken', async (_, question) => {
    expect((await ask(question)).status).toBe(200);
  });

  test('that breaks off is no request, and nobody is asked', async () => {
    const before = services.requests.length;
    const service = await openHere({});
    const lines = Object.entries({ Host: 'a', ...HEADERS, 'Content-Length': 500 }).map((header) => header.join(': '));
    const socket = connect(Number(new URL(url(service)).port), '127.0.0.1');
    socket.write([`POST ${PATH} HTTP/1.1`, ...lines, '', BODY].join('\r\n'), () => socket.destroy());
    const metrics = async () => (await receive(url(service, 'admin'), { path: '/metrics' }))?.body.toString() ?? '';
    while (!/_count\{.*status="499"\} 1/.test(await metrics()));
    expect(askedSince(before)).toEqual([]);
  });
});

describe('an error', () => {
  const notFound = respondJson(searchset());
  const NO_PRACTICE = 'No SDS org found for provider ODS code A12345';

  test.each<[string, Answers<Exchange>, unknown[]]>([
    [
      'of PDS comes before those of SDS',
      { patient: respond({ status: 500 }), device: notFound, endpoint: notFound, consumerDevice: notFound },
      [502, 'INTERNAL_SERVER_ERROR', 'PDS FHIR API request failed: Internal Server Error'],
    ],
    [
      'about the practice comes before one about the consumer',
      { device: notFound, endpoint: notFound, consumerDevice: notFound },
      [404, 'ORGANISATION_NOT_FOUND', NO_PRACTICE],
    ],
    [
      'about the consumer comes before the practice is called',
      { consumerDevice: notFound, provider: hang() },
      [404, 'ORGANISATION_NOT_FOUND', 'No SDS org found for consumer ODS code S55555'],
    ],
    [
      'of the practice comes last',
      { provider: respond({ status: 500 }) },
      [502, 'INTERNAL_SERVER_ERROR', 'Provider request failed: Internal Server Error'],
    ],
    [
      'follows from a record of somebody else',
      { provider: respond({ headers: FHIR, body: recordText(SCENARIO_PATIENTS.survivor) }) },
      [502, 'INTERNAL_SERVER_ERROR', 'Provider response did not match the request'],
    ],
  ])('%s', async (_, others, error) => {
    services.script(servicesWith(others));
    expect(await errorOf()).toEqual(error);
  });

  test('tells of the upstreams when debugging is on', async () => {
    services.script(servicesWith({ provider: respond({ status: 500 }) }));
    const debugging = await openHere({ CDG_DEBUG: 'true' });
    expect((await errorOf({}, debugging)).at(-1)).toMatch(
      /^Provider request failed: Internal Server Error \[.*PDS 200 \d+ ms, .*Provider 500 \d+ ms\]$/,
    );
  });

  test('in the headers is answered, though no handler sees them', async () => {
    expect(await errorOf({ headers: { 'X-Padding': 'x'.repeat(41_000) } })).toEqual([
      431,
      'BAD_REQUEST',
      'The request headers must be at most 40960 bytes',
    ]);
  });

  test.each(['//a@[bad/#', 'http://[bad/', '/#'])('about the path %s is an OperationOutcome, too', async (target) => {
    const socket = connect(Number(new URL(url(gateway)).port), '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 404 [^]*Cache-Control: no-store\r\n/);
    expect(answer).toContain('"resourceType":"OperationOutcome"');
  });

  test('about a missing Host is an OperationOutcome, too', async () => {
    const socket = connect(Number(new URL(url(gateway)).port), '127.0.0.1');
    socket.write(`POST ${PATH} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 [^]*Missing or empty required header/);
  });
});

describe('the time for a request', () => {
  test.each<[Asked, string, string]>([
    ['patient', 'REQUEST_DEADLINE_MS', 'PDS request timed out'],
    ['token', 'PDS_TIMEOUT_MS', 'PDS request timed out'],
    ['endpoint', 'SDS_TIMEOUT_MS', 'SDS request timed out'],
    ['consumerDevice', 'SDS_TIMEOUT_MS', 'SDS request timed out'],
    ['provider', 'PROVIDER_TIMEOUT_MS', 'Provider request timed out'],
  ])('is over when there is no %s after %s', async (what, setting, diagnostics) => {
    services.script(servicesWith({ [what]: hang() }));
    const hasty = await openHere({ [setting]: '100' });
    expect(await errorOf({}, hasty)).toEqual([504, 'INTERNAL_SERVER_ERROR', diagnostics]);
  });

  test.each<Asked>(['patient', 'consumerDevice', 'device', 'endpoint', 'provider'])(
    'ends when the consumer goes away, through to the socket of the %s',
    async (what) => {
      const asked = Promise.withResolvers<unknown>();
      const closed = Promise.withResolvers<unknown>();
      const never = ({ response }: Exchange) => {
        response.once('close', closed.resolve);
        asked.resolve(undefined);
      };
      services.script(servicesWith({ [what]: never }));
      const call = httpRequest(url(gateway) + PATH, { method: 'POST', headers: HEADERS });
      call.on('error', () => undefined);
      call.end(BODY);
      await asked.promise;
      const left = performance.now();
      call.destroy();

      await closed.promise;

      expect(performance.now() - left).toBeLessThan(1_000);
    },
  );
});

test('a gateway whose admin port is taken does not start, and leaves its public port free', async () => {
  const free = await openHere({});
  const publicUrl = url(free);
  await free.close();
  others.pop();
  const settings = { GATEWAY_PORT: new URL(publicUrl).port, GATEWAY_ADMIN_PORT: new URL(url(gateway, 'admin')).port };

  await expect(open(settings)).rejects.toThrow('EADDRINUSE');

  expect(await receive(publicUrl, { path: '/health' })).toBeUndefined();
});

describe('stopping', () => {
  test('lets the request under way end, says that it is not ready, and takes no other', async () => {
    const service = await openHere({});
    const record = hold(respond({ headers: FHIR, body: recordText(NHS_NUMBER) }));
    services.script(servicesWith({ provider: record.answer }));
    const before = requestsFor('provider').length;
    const underWay = ask({}, service);
    while (requestsFor('provider').length === before) await services.whenRequests(services.requests.length + 1);
    const closed = service.close();
    others.pop();

    expect((await receive(url(service, 'admin'), { path: '/health/ready' }))?.status).toBe(503);
    // A connection that comes just now is still taken.
    while ((await receive(url(service), { path: '/health' })) !== undefined);
    record.release();
    expect(await underWay).toMatchObject({ status: 200, isWhole: true });
    await closed;
    expect(await receive(url(service, 'admin'), { path: '/health/live' })).toBeUndefined();
  });
});

describe('the pages', () => {
  test.each([
    [{}, 'unknown'],
    [{ BUILD_DATE: '20260115', COMMIT_VERSION: 'abc123' }, '20260115.abc123'],
  ])('tell health and version', async (settings, version) => {
    const versioned = await openHere(settings);
    const { status, headers, body } = await ask({ method: 'GET', path: '/health' }, versioned);
    expect([status, headers['content-type'], JSON.parse(body.toString())]).toEqual([
      ...[200, 'application/json'],
      { status: 'healthy', version },
    ]);
  });

  test.each(['/health', '/openapi.json', '/docs', '/docs/start.js'])('answer HEAD and GET: %s', async (path) => {
    const [get, head] = [await ask({ method: 'GET', path }), await ask({ method: 'HEAD', path })];
    expect([get.status, head.status, head.body.length]).toEqual([200, 200, 0]);
    expect(head.headers['content-length']).toBe(String(get.body.length));
  });
});
