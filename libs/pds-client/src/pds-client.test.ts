import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CancelledError, createHttpClient, startDeadline, type Deadline, type HttpClient } from '@cdg/http-client';
import {
  cutAfter,
  hang,
  reset,
  respond,
  respondJson,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { createPdsClient, type AccessTokens, type PatientQuery } from './index.ts';

const QUERY: PatientQuery = {
  nhsNumber: '9990000018',
  requestId: '60e0b220-8136-4ca5-ae46-1d97ef59d068',
  correlationId: '11c46f5f-cdef-4865-94b2-0ee0edcc26da',
  consumerOds: 'S55555',
};
const NOW = new Date('2026-03-01T12:00:00Z');

const PATIENT = {
  resourceType: 'Patient',
  id: QUERY.nhsNumber,
  meta: { versionId: '2', security: [{ code: 'U' }] },
  generalPractitioner: [{ type: 'Organization', identifier: { value: 'A12345', period: { start: '2020-01-01' } } }],
  unknownToUs: { kept: true },
};
const WELL = respondJson(PATIENT);

const outcome = (code: string, status: number) =>
  respondJson(
    { resourceType: 'OperationOutcome', issue: [{ severity: 'error', details: { coding: [{ system: 'x', code }] } }] },
    { status },
  );

let upstream: ScriptedUpstream;
let http: HttpClient;
let deadline: Deadline;
let dropped: string[];
let asked: number;

beforeEach(async () => {
  upstream = await startScriptedUpstream(WELL);
  http = createHttpClient({ upstream: 'PDS', connections: 4, timeoutMs: 5_000, maxBytes: 10_000 });
  deadline = startDeadline(5_000);
  dropped = [];
  asked = 0;
});

afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await http.close();
});

const tokens: AccessTokens = {
  get: () => {
    asked += 1;
    return Promise.resolve(`token-${dropped.length + 1}`);
  },
  drop: (token) => dropped.push(token),
};

const getPatient = (client = http, baseUrl = `${upstream.url}/personal-demographics/FHIR/R4`) =>
  createPdsClient({
    http: client,
    baseUrl,
    tokens,
    retries: { attempts: 3, backOffMs: 1, random: () => 0.5 },
    now: () => NOW,
  }).getPatient(QUERY, { deadline });

const sent = (name: string) => upstream.requests.map((request) => request.header(name));

describe('asking for a patient', () => {
  test('reads the patient by NHS number, as PDS wants it', async () => {
    await getPatient();

    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: 'GET', path: '/personal-demographics/FHIR/R4/Patient/9990000018' });
    expect(request?.rawHeaders).toEqual(
      expect.arrayContaining([
        ['Accept', 'application/fhir+json'],
        ['Authorization', 'Bearer token-1'],
        ['X-Request-ID', QUERY.requestId],
        ['X-Correlation-ID', QUERY.correlationId],
        ['NHSD-End-User-Organisation-ODS', 'S55555'],
      ]),
    );
    expect(request?.body).toHaveLength(0);
  });

  test.each([
    ['/FHIR/R4/', '/FHIR/R4/Patient/9990000018'],
    ['', '/Patient/9990000018'],
  ])('works below the base path %j', async (base, path) => {
    await getPatient(http, `${upstream.url}${base}`);

    expect(upstream.requests[0]?.path).toBe(path);
  });

  test('gives the patient as PDS has it, elements that we do not know included', async () => {
    expect(await getPatient()).toEqual(PATIENT);
  });

  test('gives a patient under another number, too: the caller must compare', async () => {
    upstream.script(respondJson({ ...PATIENT, id: '9990000123' }));

    expect(await getPatient()).toMatchObject({ id: '9990000123' });
  });
});

describe('a patient whom PDS does not give', () => {
  test.each(['RESOURCE_NOT_FOUND', 'INVALIDATED_RESOURCE'])('is undefined: %s', async (code) => {
    upstream.script(outcome(code, 404));

    expect(await getPatient()).toBeUndefined();
    expect(upstream.requests).toHaveLength(1);
  });

  test.each<[string, Answer]>([
    ['has another code', outcome('SOMETHING_ELSE', 404)],
    ['is no OperationOutcome', respond({ status: 404, body: '<html>9990000018</html>' })],
    ['is empty', respond({ status: 404 })],
  ])('is told from a service that is not there: a 404 that %s', async (_, answer) => {
    upstream.script(answer);

    await expect(getPatient()).rejects.toMatchObject({ kind: 'status', status: 404, message: 'PDS status 404' });
  });
});

describe('a fault of PDS', () => {
  test.each<[string, Answer]>([
    ['408', outcome('UNABLE_TO_CALL_SERVICE', 408)],
    ['429', outcome('TOO_MANY_REQUESTS', 429)],
    ['502', respond({ status: 502 })],
    ['503', respond({ status: 503 })],
    ['504', respond({ status: 504 })],
    ['a reset connection', reset()],
    ['an answer cut off', cutAfter(5, { body: JSON.stringify(PATIENT) })],
  ])('that can pass is overcome with the same request id: %s', async (_, fault) => {
    upstream.script(fault, fault, WELL);

    expect(await getPatient()).toMatchObject({ id: QUERY.nhsNumber });
    expect(sent('X-Request-ID')).toEqual([QUERY.requestId, QUERY.requestId, QUERY.requestId]);
    expect(sent('X-Correlation-ID')).toEqual([QUERY.correlationId, QUERY.correlationId, QUERY.correlationId]);
  });

  test('that stays ends after three attempts', async () => {
    upstream.script(respond({ status: 503 }));

    await expect(getPatient()).rejects.toMatchObject({ upstream: 'PDS', kind: 'status', status: 503 });
    expect(upstream.requests).toHaveLength(3);
  });

  test.each([400, 403, 500, 302, 204, 206])('status %i is not repeated', async (status) => {
    upstream.script(respond({ status, headers: { Location: '/elsewhere' } }));

    await expect(getPatient()).rejects.toMatchObject({ kind: 'status', status });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([
    ['60', 60_000],
    ['Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
    ['9'.repeat(400), 86_400_000],
  ])('Retry-After: %s beyond the deadline is told, not waited for', async (value, retryAfterMs) => {
    upstream.script(respond({ status: 429, headers: { 'Retry-After': value } }));

    await expect(getPatient()).rejects.toMatchObject({ status: 429, retryAfterMs });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each(['0', 'Sun, 01 Mar 2026 11:00:00 GMT', 'rubbish', '-1'])(
    'Retry-After: %s stops no attempt',
    async (value) => {
      upstream.script(respond({ status: 503, headers: { 'Retry-After': value } }), WELL);

      expect(await getPatient()).toMatchObject({ id: QUERY.nhsNumber });
    },
  );

  test.each<[string, Answer]>([
    ['no JSON', respond({ body: 'Patient 9990000018' })],
    ['empty', respond()],
    ['another resource', respondJson({ resourceType: 'OperationOutcome', id: QUERY.nhsNumber })],
    ['a patient without an id', respondJson({ resourceType: 'Patient' })],
    ['a patient whose practice is no reference', respondJson({ ...PATIENT, generalPractitioner: ['A12345'] })],
  ])('a 200 that is %s is not trusted, and not quoted', async (_, answer) => {
    upstream.script(answer);

    await expect(getPatient()).rejects.toMatchObject({
      kind: 'schema',
      message: 'PDS schema 200 not a Patient',
      cause: undefined,
    });
    expect(upstream.requests).toHaveLength(1);
  });

  test('an answer larger than allowed is not read', async () => {
    upstream.script(respond({ body: ' '.repeat(10_001) }));

    await expect(getPatient()).rejects.toMatchObject({ kind: 'schema' });
  });

  test('time-outs of every attempt end as a time-out of PDS', async () => {
    upstream.script(hang());
    const hasty = createHttpClient({ upstream: 'PDS', connections: 4, timeoutMs: 150, maxBytes: 1_000 });

    await expect(getPatient(hasty)).rejects.toMatchObject({ upstream: 'PDS', kind: 'timeout', message: 'PDS timeout' });
    expect(sent('X-Request-ID')).toEqual([QUERY.requestId, QUERY.requestId, QUERY.requestId]);
    await upstream.whenDisconnected();
    await hasty.close();
  });

  test('a cancellation ends the call, through to the socket', async () => {
    upstream.script(hang());
    const call = expect(getPatient()).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenRequests(1);

    deadline.cancel();

    await call;
    await upstream.whenDisconnected();
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('a token that PDS refuses', () => {
  const REFUSED = outcome('ACCESS_DENIED', 401);

  test('is replaced once, and the call made again with the same request id', async () => {
    upstream.script(REFUSED, WELL);

    expect(await getPatient()).toMatchObject({ id: QUERY.nhsNumber });
    expect(sent('Authorization')).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(sent('X-Request-ID')).toEqual([QUERY.requestId, QUERY.requestId]);
    expect(dropped).toEqual(['token-1']);
  });

  test('and its successor refused, too, is an error', async () => {
    upstream.script(REFUSED);

    await expect(getPatient()).rejects.toMatchObject({ kind: 'status', status: 401 });
    expect(upstream.requests).toHaveLength(2);
    expect(asked).toBe(2);
  });

  test('costs one of the three attempts', async () => {
    upstream.script(REFUSED, respond({ status: 503 }));

    await expect(getPatient()).rejects.toMatchObject({ kind: 'status', status: 503 });
    expect(upstream.requests).toHaveLength(3);
  });

  test('is replaced once in a call, whatever else goes wrong in between', async () => {
    upstream.script(REFUSED, respond({ status: 503 }), REFUSED);

    await expect(getPatient()).rejects.toMatchObject({ kind: 'status', status: 401 });
    expect(upstream.requests).toHaveLength(3);
    expect(dropped).toEqual(['token-1']);
  });
});
