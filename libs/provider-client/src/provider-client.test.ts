import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { INTERACTIONS } from '@cdg/gp-connect';
import { CancelledError, createHttpClient, startDeadline, type Deadline, type HttpClient } from '@cdg/http-client';
import {
  hang,
  hangAfter,
  reset,
  respond,
  respondJson,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { createProviderClient, type ProviderAnswer, type ProviderCall } from './index.ts';

const ROOT_PATH = '/A12345/STU3/1/gpconnect/structured';
const OPERATION = 'Patient/$gpc.getstructuredrecord';
const START_MS = Date.parse('2026-03-01T12:00:00Z');
const BODY = Buffer.from('{ "resourceType":"Parameters",\r\n"value": 1.10, "name":"Zo\u00eb" }\n');
const WELL = respond({ headers: { 'Content-Type': 'application/fhir+json' }, body: '{"resourceType":"Bundle"}' });
const BUSY = respond({ status: 503 });

let upstream: ScriptedUpstream;
let http: HttpClient;
let deadline: Deadline;
let nowMs: number;

beforeEach(async () => {
  upstream = await startScriptedUpstream(WELL);
  http = clientWith({});
  deadline = startDeadline(5_000);
  nowMs = START_MS;
});

afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await http.close();
});

const clientWith = (options: Partial<Parameters<typeof createHttpClient>[0]>) =>
  createHttpClient({ upstream: 'Provider', connections: 4, timeoutMs: 5_000, maxBytes: 10_000, ...options });

/** Every look at the clock is a second later. */
const tickingClock = () => {
  nowMs += 1_000;
  return new Date(nowMs);
};

const provider = (sspUrl?: string, client = http) =>
  createProviderClient({
    http: client,
    sspUrl,
    retries: { attempts: 3, backOffMs: 1, random: () => 0.5 },
    now: tickingClock,
  });

const callOf = (details: Partial<ProviderCall> = {}): ProviderCall => ({
  interaction: INTERACTIONS.getStructuredRecord,
  serviceRoot: upstream.url + ROOT_PATH,
  traceId: '09a01679-2564-0fb4-5129-aecc81ea2706',
  fromAsid: '200000000359',
  toAsid: '918999198738',
  audit: {
    issuer: 'https://consumer.example.test',
    device: { resourceType: 'Device', identifier: [{ system: 's', value: 'v' }], model: 'm', version: '1' },
    organization: { resourceType: 'Organization', name: 'S55555', identifier: [{ system: 's', value: 'S55555' }] },
    practitioner: {
      resourceType: 'Practitioner',
      id: 'user-42',
      identifier: ['a', 'b', 'c'].map((system) => ({ system, value: 'UNK' })),
      name: [{ family: 'Sample', given: ['Kit'] }],
    },
  },
  body: BODY,
  acceptsGzip: false,
  ...details,
});

const call = (details: Partial<ProviderCall> = {}) => provider().call(callOf(details), { deadline });

async function bodyOf(answer: ProviderAnswer): Promise<Buffer> {
  if ('refusal' in answer) return answer.refusal.body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.record.body) {
    if (chunk instanceof Uint8Array) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function issuedAt(request: number): number | undefined {
  const token = upstream.requests[request]?.header('Authorization')?.replace('Bearer ', '').split('.')[1] ?? '';
  const claims: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'iat' in claims ? Number(claims.iat) : undefined;
}

describe('what the provider gets', () => {
  test('is a POST with the four Ssp headers, the audit token, and the media types of GP Connect', async () => {
    await bodyOf(await call());

    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: 'POST', path: `${ROOT_PATH}/${OPERATION}` });
    expect(new Map(request?.rawHeaders)).toEqual(
      new Map<string, unknown>([
        ['host', new URL(upstream.url).host],
        ['connection', 'keep-alive'],
        ['Ssp-TraceID', '09a01679-2564-0fb4-5129-aecc81ea2706'],
        ['Ssp-From', '200000000359'],
        ['Ssp-To', '918999198738'],
        ['Ssp-InteractionID', 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1'],
        ['Authorization', expect.stringMatching(/^Bearer eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0\.[\w-]+\.$/)],
        ['Accept', 'application/fhir+json'],
        ['Accept-Encoding', 'identity'],
        ['Content-Type', 'application/fhir+json;charset=utf-8'],
        ['content-length', String(BODY.byteLength)],
      ]),
    );
  });

  test('is the body byte for byte, on every attempt', async () => {
    upstream.script(BUSY, WELL);

    await bodyOf(await call());

    expect(upstream.requests.map(({ body }) => body)).toEqual([BODY, BODY]);
  });

  test('says whether a gzip body is welcome', async () => {
    await bodyOf(await call({ acceptsGzip: true }));

    expect(upstream.requests[0]?.header('Accept-Encoding')).toBe('gzip');
  });

  test.each([
    'https://GP.Example.TEST:443/A12345//STU3/1',
    'http://gp.example.test:80/a/../b/%7e',
    'https://gp.example.test/a/',
  ])('comes through the proxy with %s verbatim in its path', async (serviceRoot) => {
    await bodyOf(await provider(`${upstream.url}/ssp`).call(callOf({ serviceRoot }), { deadline }));

    expect(upstream.requests[0]?.path).toBe(`/ssp/${serviceRoot.replace(/\/$/, '')}/${OPERATION}`);
  });

  test.each(['HTTP://127.0.0.1', 'http://LOCALHOST'])(
    'comes straight to %s with an odd path verbatim',
    async (schemeAndHost) => {
      const serviceRoot = `${schemeAndHost}:${new URL(upstream.url).port}/A//b/../%7e`;

      await bodyOf(await call({ serviceRoot }));

      expect(upstream.requests[0]?.path).toBe(`/A//b/../%7e/${OPERATION}`);
    },
  );

  test('carries a token of that moment on each attempt', async () => {
    upstream.script(BUSY, reset(), WELL);

    await bodyOf(await call());

    const [first, second, third] = [0, 1, 2].map(issuedAt);
    expect(first).toBe(START_MS / 1000 + 1);
    expect(second).toBeGreaterThan(first ?? NaN);
    expect(third).toBeGreaterThan(second ?? NaN);
  });
});

describe('a record', () => {
  test.each([200, 201, 206])('flows with status %i and its headers, byte for byte', async (status) => {
    const body = Buffer.from('{"value": 1.10,  "b":"\u00eb"}\n');
    upstream.script(respond({ status, headers: { 'Content-Type': 'application/fhir+json;charset=utf-8' }, body }));

    const answer = await call();

    expect(answer).toMatchObject({ record: { status } });
    expect('record' in answer && answer.record.header('Content-Type')).toBe('application/fhir+json;charset=utf-8');
    expect(await bodyOf(answer)).toEqual(body);
  });

  test('that is compressed stays compressed', async () => {
    const body = gzipSync('{"resourceType":"Bundle"}');
    upstream.script(respond({ headers: { 'Content-Encoding': 'gzip' }, body }));

    expect(await bodyOf(await call({ acceptsGzip: true }))).toEqual(body);
  });

  test('may be larger than a refusal', async () => {
    upstream.script(respond({ body: Buffer.alloc(1_000_000) }));

    expect(await bodyOf(await call())).toHaveLength(1_000_000);
  });

  test('ends with its request, through to the socket', async () => {
    upstream.script(hangAfter({ body: '{' }));
    const read = expect(bodyOf(await call())).rejects.toBeInstanceOf(CancelledError);

    deadline.cancel();

    await read;
    await upstream.whenDisconnected();
  });
});

describe('a refusal', () => {
  test.each([400, 401, 403, 404, 405, 406, 408, 409, 415, 422, 500, 501, 301, 302, 304])(
    'of status %i is read whole and never repeated or followed',
    async (status) => {
      const outcome = status === 304 ? '' : '{"resourceType":"OperationOutcome"}';
      upstream.script(respond({ status, headers: { Location: '/elsewhere' }, body: outcome }));

      expect(await call()).toMatchObject({ refusal: { status, body: Buffer.from(outcome) } });
      expect(upstream.requests).toHaveLength(1);
    },
  );

  test('larger than allowed is an error, and its connection is cut', async () => {
    upstream.script(respond({ status: 404, body: Buffer.alloc(5_000_000) }));

    await expect(call()).rejects.toMatchObject({ upstream: 'Provider', kind: 'schema' });
    expect(upstream.requests).toHaveLength(1);
    await upstream.whenDisconnected();
  });

  test('that never ends is a time-out', async () => {
    upstream.script(hangAfter({ status: 404, body: '{' }));
    const hasty = clientWith({ timeoutMs: 150 });

    await expect(provider(undefined, hasty).call(callOf(), { deadline })).rejects.toMatchObject({ kind: 'timeout' });
    await upstream.whenDisconnected();
    await hasty.close();
  });
});

describe('a provider that is not available', () => {
  test.each<[string, Answer]>([
    ['429', respond({ status: 429 })],
    ['502', respond({ status: 502 })],
    ['503', respond({ status: 503 })],
    ['504', respond({ status: 504 })],
    ['599, the other time-out of the proxy', respond({ status: 599 })],
    ['a reset connection', reset()],
  ])('is asked again: %s', async (_, fault) => {
    upstream.script(fault, fault, WELL);

    expect(await call()).toMatchObject({ record: { status: 200 } });
    expect(upstream.requests).toHaveLength(3);
  });

  test.each([429, 503, 504, 599])('with %i three times is an error', async (status) => {
    upstream.script(respondJson({ resourceType: 'OperationOutcome', id: '9990000018' }, { status }));

    await expect(call()).rejects.toMatchObject({
      name: 'UpstreamError',
      kind: 'status',
      status,
      message: `Provider status ${status}`,
    });
    expect(upstream.requests).toHaveLength(3);
  });

  test('with 502 three times is a refusal: only its body tells whether the proxy could not reach the provider', async () => {
    upstream.script(respondJson({ resourceType: 'OperationOutcome' }, { status: 502 }));

    expect(await call()).toMatchObject({
      refusal: { status: 502, body: Buffer.from('{"resourceType":"OperationOutcome"}') },
    });
    expect(upstream.requests).toHaveLength(3);
  });

  test('with 502 and then something else fails with that', async () => {
    upstream.script(respond({ status: 502 }), respond({ status: 502 }), BUSY);

    await expect(call()).rejects.toMatchObject({ kind: 'status', status: 503 });
  });

  test('with 502 and a wait beyond the deadline is that refusal at once', async () => {
    upstream.script(respond({ status: 502, headers: { 'Retry-After': '60' } }));

    expect(await call()).toMatchObject({ refusal: { status: 502 } });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([
    ['60', 60_000],
    ['Sun, 01 Mar 2026 12:01:02 GMT', 60_000],
    ['9'.repeat(30), 86_400_000],
  ])('and asks to wait beyond the deadline (%s) is not waited for', async (value, retryAfterMs) => {
    upstream.script(respond({ status: 503, headers: { 'Retry-After': value } }));

    await expect(call()).rejects.toMatchObject({ status: 503, retryAfterMs });
    expect(upstream.requests).toHaveLength(1);
  });

  test('loses the connection on which its answer never ends', async () => {
    upstream.script(hangAfter({ status: 503, body: 'x' }), hangAfter({ status: 504 }), respond({ status: 404 }));

    expect(await call()).toMatchObject({ refusal: { status: 404 } });
    // Closing waits for answers that are still flowing: there are none.
    await http.close();
    await upstream.whenDisconnected();
    http = clientWith({});
  });

  test('and never answers ends as a time-out after three attempts', async () => {
    upstream.script(hang());
    const hasty = clientWith({ timeoutMs: 150 });

    await expect(provider(undefined, hasty).call(callOf(), { deadline })).rejects.toMatchObject({
      upstream: 'Provider',
      kind: 'timeout',
      message: 'Provider timeout',
    });
    expect(upstream.requests).toHaveLength(3);
    await upstream.whenDisconnected();
    await hasty.close();
  });

  test('is left alone when the consumer goes away', async () => {
    upstream.script(hang());
    const ended = expect(call()).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenRequests(1);

    deadline.cancel();

    await ended;
    await upstream.whenDisconnected();
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a fault of our own', () => {
  test.each<[string, () => Partial<ProviderCall>]>([
    ['an address that is no URL', () => ({ serviceRoot: 'A12345' })],
    ['an audit claim that is missing', () => ({ audit: { ...callOf().audit, issuer: '' } })],
  ])('is thrown before anything is sent: %s', async (_, details) => {
    const failure: unknown = await call(details()).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toMatchObject({ name: 'UpstreamError' });
    expect(upstream.requests).toHaveLength(0);
  });
});
