import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultIn, REQUEST_ID, runStub, type Question, type RunningStub } from './testing/running-stub.ts';

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub();
});
afterAll(() => stub.close());

const PROXY = 'application/json';
const SPINE = 'application/fhir+json';
const KNOWN = '/Patient/9999999999';

describe('the bearer token', () => {
  test.each([
    ['no Authorization header', undefined, 'Missing Authorization header'],
    ['an empty one', '', 'Empty Authorization header'],
    ['the type without a token', 'Bearer', 'Missing access token'],
    ['a token without a type', 'abcdef', 'Missing access token'],
    ['another type', 'Basic abcdef', "Invalid token type 'Basic', must be 'Bearer'"],
    ['the type in lower case', 'bearer abcdef', "Invalid token type 'bearer', must be 'Bearer'"],
    ['a token that was never given out', 'Bearer abcdef123456789', 'Invalid Access Token'],
  ])('is refused: %s', async (_, Authorization, diagnostics) => {
    expect(faultIn(await stub.ask(KNOWN, { headers: { Authorization } }))).toEqual({
      status: 401,
      type: PROXY,
      issue: 'error/forbidden',
      code: 'ACCESS_DENIED',
      display: 'Access Denied - Unauthorised',
      diagnostics,
    });
  });

  test('is refused once it has expired, and only then', async () => {
    let time = Date.parse('2026-03-01T12:00:00Z');
    const ticking = await runStub({ settings: { tokenLifetimeMs: 5_000 }, now: () => new Date(time) });
    time += 4_999;
    expect((await ticking.ask(KNOWN)).status).toBe(200);
    time += 1;
    expect(faultIn(await ticking.ask(KNOWN))).toMatchObject({ status: 401, diagnostics: 'Access Token expired' });
    await ticking.close();
  });
});

describe('paths', () => {
  test.each(['/HelloWorld', '', '/', '/patient/9999999999', '/PatientX', '/metadata'])(
    '%j is not supported by the proxy',
    async (path) => {
      expect(faultIn(await stub.ask(path))).toEqual({
        status: 400,
        type: PROXY,
        issue: 'error/value',
        code: 'UNSUPPORTED_REQUEST',
        display: 'The request is not one that is supported.',
        diagnostics: `Unsupported path - '${path}'`,
      });
    },
  );

  test('an unsupported path is told without its query', async () => {
    const answer = await stub.ask('/HelloWorld?a=b');
    expect(faultIn(answer).diagnostics).toBe("Unsupported path - '/HelloWorld'");
  });

  test.each(['/Patient/', '/Patient/9999999999/', '/Patient/9999999999/Observation', '/_poll'])(
    '%s is a service that Spine does not have',
    async (path) => {
      expect(faultIn(await stub.ask(path))).toEqual({
        status: 400,
        type: SPINE,
        issue: 'error/processing',
        code: 'UNSUPPORTED_SERVICE',
        display: 'Unsupported Service',
        diagnostics: undefined,
      });
    },
  );

  test('a message that was never sent cannot be polled for', async () => {
    expect(faultIn(await stub.ask('/_poll/20260301T120000_000001'))).toMatchObject({
      status: 404,
      type: SPINE,
      issue: 'information/not-found',
      code: 'POLLING_ID_NOT_FOUND',
    });
  });
});

describe('the X-Request-ID', () => {
  test.each([
    ['a number', '1234'],
    ['nothing', ''],
    ['two UUIDs', `${REQUEST_ID}, ${REQUEST_ID}`],
    ['a UUID without its hyphens', REQUEST_ID.replaceAll('-', '')],
    ['a UUID in braces', `{${REQUEST_ID}}`],
  ])('must not be %s', async (_, requestId) => {
    const answer = await stub.ask(KNOWN, { headers: { 'X-Request-ID': requestId } });
    expect(faultIn(answer)).toEqual({
      status: 400,
      type: PROXY,
      issue: 'error/value',
      code: 'INVALID_VALUE',
      display: 'Provided value is invalid',
      diagnostics: `Invalid value - '${requestId}' in header 'X-Request-ID'`,
    });
  });

  test('must be there: Spine says so', async () => {
    const answer = await stub.ask(KNOWN, { headers: { 'X-Request-ID': undefined } });
    expect(faultIn(answer)).toEqual({
      status: 400,
      type: SPINE,
      issue: 'error/required',
      code: 'MISSING_VALUE',
      display: 'Required value is missing',
      diagnostics: 'Invalid request with error - X-Request-ID header must be supplied to access this resource',
    });
  });

  test.each([REQUEST_ID, REQUEST_ID.toLowerCase(), '00000000-0000-0000-0000-000000000000'])(
    'may be %s, and comes back',
    async (requestId) => {
      const { status, headers } = await stub.ask(KNOWN, { headers: { 'X-Request-ID': requestId } });
      expect(status).toBe(200);
      expect(headers['x-request-id']).toBe(requestId);
    },
  );
});

describe('mirrored ids', () => {
  test.each<[string, string, Question]>([
    ['a record', KNOWN, {}],
    ['a missing record', '/Patient/9990000204', {}],
    ['a bad token', KNOWN, { headers: { Authorization: 'Bearer x' } }],
    ['an unsupported path', '/HelloWorld', {}],
    ['an unsupported verb', KNOWN, { method: 'DELETE' }],
    ['a malformed request id', KNOWN, { headers: { 'X-Request-ID': '1234' } }],
    ['a fault in the record', '/Patient/9990000387', {}],
  ])('come back with %s', async (_, path, question) => {
    const sent = { 'X-Request-ID': REQUEST_ID, 'X-Correlation-ID': 'any text at all', ...question.headers };
    const { headers } = await stub.ask(path, { ...question, headers: sent });
    expect(headers['x-request-id']).toBe(sent['X-Request-ID']);
    expect(headers['x-correlation-id']).toBe('any text at all');
  });

  test('are not made up', async () => {
    const { headers } = await stub.ask(KNOWN, { headers: { 'X-Request-ID': '', 'X-Correlation-ID': undefined } });
    expect(headers).not.toHaveProperty('x-request-id');
    expect(headers).not.toHaveProperty('x-correlation-id');
  });
});

describe('an application without a user', () => {
  const METHOD = 'Your app has insufficient permissions to use this method. Please contact support.';
  const OPERATION = 'Your app has insufficient permissions to use this operation. Please contact support.';
  const SEARCH = 'Your app has insufficient permissions to perform this search. Please contact support.';
  const CANNOT = (what: string) => `Cannot ${what} with application-restricted access token`;

  const UPDATE = { code: 'INVALID_METHOD', display: CANNOT('update resource'), diagnostics: METHOD };
  const CREATE = { code: 'INVALID_METHOD', display: CANNOT('create resource'), diagnostics: METHOD };
  test.each([
    { method: 'PATCH', path: KNOWN, refusal: UPDATE },
    { method: 'POST', path: '/Patient', refusal: CREATE },
    { method: 'POST', path: '/Patient/$process-birth-details', refusal: CREATE },
    ...['GET', 'POST'].map((method) => ({
      method,
      path: '/Coverage',
      refusal: { code: 'ACCESS_DENIED', display: CANNOT(`${method} resource`), diagnostics: OPERATION },
    })),
  ])('must not $method $path', async ({ method, path, refusal }) => {
    const fault = { status: 403, type: PROXY, issue: 'error/forbidden', ...refusal };
    expect(faultIn(await stub.ask(path, { method }))).toEqual(fault);
  });

  test.each(['2', '50', '0', '', 'one'])('must not search for at most %j matches', async (most) => {
    const answer = await stub.ask(`/Patient?family=Smith&birthdate=2010-10-22&_max-results=${most}`);
    expect(faultIn(answer)).toEqual({
      status: 403,
      type: PROXY,
      issue: 'error/token',
      code: 'INVALID_VALUE',
      display: CANNOT('retrieve more than one result'),
      diagnostics: SEARCH,
    });
  });

  test.each(['PUT', 'DELETE', 'PROPFIND'])('has no use for %s', async (method) => {
    for (const path of [KNOWN, '/Patient', `${KNOWN}/RelatedPerson`]) {
      const fault = { status: 400, type: SPINE, code: 'UNSUPPORTED_SERVICE' };
      expect(faultIn(await stub.ask(path, { method }))).toMatchObject(fault);
    }
  });

  test('gets the status of an unsupported verb for HEAD, without a body or an ETag', async () => {
    const { status, headers, text } = await stub.ask(KNOWN, { method: 'HEAD' });
    expect([status, text, headers.etag]).toEqual([400, '', undefined]);
  });
});

describe('OPTIONS', () => {
  test('as a preflight is answered by the proxy, without a token', async () => {
    const headers = {
      Authorization: undefined,
      Origin: 'https://app.example.com',
      'Access-Control-Request-Method': 'GET',
    };
    const answer = await stub.ask(KNOWN, { method: 'OPTIONS', headers });
    expect(answer).toMatchObject({
      status: 200,
      text: '',
      headers: { 'access-control-allow-origin': 'https://app.example.com' },
    });
  });

  test('bare breaks behind the proxy', async () => {
    const fault = faultIn(await stub.ask(KNOWN, { method: 'OPTIONS' }));
    expect(fault).toMatchObject({ status: 502, type: PROXY, issue: 'error/unknown', code: 'UNKNOWN_ERROR' });
    expect(fault.diagnostics).toMatch(/^An unknown error occurred .*\(Message ID: [-\w]+\)$/);
  });
});

describe('of several faults', () => {
  const NO_TOKEN = { Authorization: undefined };
  const BAD_ID = { 'X-Request-ID': '1234' };
  const NO_ID = { 'X-Request-ID': undefined };
  test.each<{ first: string; path: string; question?: Question; code: string }>([
    { first: 'the token before the path', path: '/HelloWorld', question: { headers: NO_TOKEN }, code: 'ACCESS_DENIED' },
    {
      first: 'the token before the request id',
      path: KNOWN,
      question: { headers: { ...NO_TOKEN, ...BAD_ID } },
      code: 'ACCESS_DENIED',
    },
    {
      first: 'the path before the request id',
      path: '/HelloWorld',
      question: { headers: BAD_ID },
      code: 'UNSUPPORTED_REQUEST',
    },
    {
      first: 'the request id before the mode',
      path: KNOWN,
      question: { method: 'PATCH', headers: BAD_ID },
      code: 'INVALID_VALUE',
    },
    {
      first: 'the mode before a missing request id',
      path: KNOWN,
      question: { method: 'PATCH', headers: NO_ID },
      code: 'INVALID_METHOD',
    },
    {
      first: 'a missing request id before the verb',
      path: KNOWN,
      question: { method: 'PUT', headers: NO_ID },
      code: 'MISSING_VALUE',
    },
    {
      first: 'a missing request id before the NHS number',
      path: '/Patient/1',
      question: { headers: NO_ID },
      code: 'MISSING_VALUE',
    },
    {
      first: 'a missing request id before the record’s fault',
      path: '/Patient/9990000387',
      question: { headers: NO_ID },
      code: 'MISSING_VALUE',
    },
    {
      first: 'a missing request id before the search',
      path: '/Patient?year=2003',
      question: { headers: NO_ID },
      code: 'MISSING_VALUE',
    },
    { first: 'the NHS number before the lookup', path: '/Patient/9990000205', code: 'INVALID_RESOURCE_ID' },
  ])('PDS tells $first', async ({ path, question, code }) => {
    expect(faultIn(await stub.ask(path, question)).code).toBe(code);
  });
});
