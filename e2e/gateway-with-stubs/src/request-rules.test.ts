import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  ask,
  askFor,
  clearJournal,
  errorOf,
  goodHeaders,
  journalOf,
  openGateway,
  parametersFor,
  testWithOwnFleet,
  type GatewayUnderTest,
  type Question,
} from '@cdg/gateway-under-test';
import { SCENARIO_PATIENTS } from '@cdg/test-data';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await openGateway();
});
afterAll(() => under.close());
beforeEach(() => under.fleet && clearJournal(under.fleet.urls.pds));

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const GOOD_BODY = parametersFor(PATIENT);
const INVALID_JSON = 'Invalid JSON body sent in request: ';

/** Sends a request that differs from a good one only as said; it must never get as far as PDS, as far as that can be seen. */
async function refusedBeforePds(question: Question) {
  const headers = { ...goodHeaders(), ...question.headers };
  const answer = await ask(under.gateway, { body: GOOD_BODY, ...question, headers });
  if (under.fleet !== undefined) expect(await journalOf(under.fleet.urls.pds)).toEqual([]);
  return { answer, error: errorOf(answer) };
}

const withBody = (body: string | Uint8Array) => refusedBeforePds({ body });
const badRequest = { status: 400, issue: 'invalid', spineCode: 'BAD_REQUEST' };

describe('media types', () => {
  test.each([
    ['application/fhir+json'],
    ['application/json'],
    ['application/fhir+json; charset=utf-8'],
    ['application/fhir+json;charset="UTF-8";fhirVersion=3.0'],
    ['APPLICATION/JSON'],
  ])('a body of %s is taken', async (contentType) => {
    const answer = await askFor(under.gateway, PATIENT, { 'Content-Type': contentType });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['none', undefined],
    ['XML', 'application/fhir+xml'],
    ['text', 'text/plain'],
    ['JSON in another charset', 'application/json; charset=iso-8859-1'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['rubbish', 'json'],
  ])('a body of %s is refused with 415', async (_, contentType) => {
    const { error } = await refusedBeforePds({ headers: { 'Content-Type': contentType } });
    expect(error).toMatchObject({ status: 415, issue: 'not-supported', spineCode: 'BAD_REQUEST' });
  });

  test('a compressed body is refused with 415', async () => {
    const { error } = await refusedBeforePds({ headers: { 'Content-Encoding': 'gzip' }, body: gzipSync(GOOD_BODY) });
    expect(error).toMatchObject({ status: 415, issue: 'not-supported', spineCode: 'BAD_REQUEST' });
  });

  test.each([
    [undefined],
    ['*/*'],
    ['application/*'],
    ['application/fhir+json'],
    ['application/json'],
    ['application/fhir+json; charset=utf-8'],
    ['text/html, application/json;q=0.1'],
    ['application/fhir+json;q=0, application/json'],
  ])('Accept: %s is served', async (accept) => {
    const answer = await askFor(under.gateway, PATIENT, { Accept: accept });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['text/html'],
    ['application/fhir+xml'],
    ['application/fhir+json;q=0'],
    ['*/*;q=0'],
    ['application/*;q=0, text/html'],
  ])('Accept: %s is refused with 406', async (accept) => {
    const { error } = await refusedBeforePds({ headers: { Accept: accept } });
    expect(error).toMatchObject({ status: 406, issue: 'not-supported', spineCode: 'BAD_REQUEST' });
  });
});

describe('the body', () => {
  const atDepth = (depth: number) => parametersFor(PATIENT, { name: 'deep', extension: nest(depth - 3) });
  const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)]);

  test.each([
    ['empty', '', 'the body is empty'],
    ['not JSON', '{"resourceType":', 'not JSON'],
    ['a second document', `${GOOD_BODY}{}`, 'not JSON'],
    ['a trailing comma', GOOD_BODY.replace(/}$/, ',}'), 'not JSON'],
    ['a byte order mark', `\uFEFF${GOOD_BODY}`, 'it begins with a byte order mark'],
    ['not UTF-8', Buffer.from(GOOD_BODY.replace('Parameters', 'Param\u00e9ters'), 'latin1'), 'not UTF-8'],
    ['an array', '[]', 'expected object'],
    ['null', 'null', 'expected object'],
    [
      'another resource',
      '{"resourceType":"Patient","parameter":[{"name":"x"}]}',
      'resourceType: expected "Parameters"',
    ],
    ['no resource type', '{"parameter":[{"name":"x"}]}', 'resourceType: expected "Parameters"'],
    ['no parameter', '{"resourceType":"Parameters"}', 'parameter: expected array'],
    [
      'no parameters in the array',
      '{"resourceType":"Parameters","parameter":[]}',
      'parameter: expected at least one parameter',
    ],
    ['a parameter that is text', '{"resourceType":"Parameters","parameter":["x"]}', 'parameter[0]: expected object'],
    [
      'a name that is a number',
      '{"resourceType":"Parameters","parameter":[{"name":1}]}',
      'parameter[0].name: expected string',
    ],
    ['no name', '{"resourceType":"Parameters","parameter":[{"name":"x"},{}]}', 'parameter[1].name: expected string'],
    [
      'a member twice',
      GOOD_BODY.replace('"value":', '"value":"9990000018","value":'),
      'parameter[0].valueIdentifier.value: member name given twice',
    ],
    [
      'a member twice, once escaped',
      GOOD_BODY.replace('"value":', '"v\\u0061lue":"9990000018","value":'),
      'parameter[0].valueIdentifier.value: member name given twice',
    ],
    ['33 levels', atDepth(33), 'nested deeper than 32 levels'],
  ])('%s is refused with 400, saying what is wrong and where', async (_, body, what) => {
    const { error } = await withBody(body);
    expect(error).toMatchObject({ ...badRequest, diagnostics: `${INVALID_JSON}${what}` });
  });

  test('32 levels are taken', async () => {
    const answer = await ask(under.gateway, { headers: goodHeaders(), body: atDepth(32) });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['with its length told', {}],
    ['sent in chunks', { 'Transfer-Encoding': 'chunked' }],
  ])('more than 64 KiB %s is refused with 413', async (_, headers) => {
    const body = parametersFor(PATIENT, { name: 'x', valueString: 'x'.repeat(65_536) });
    const { error } = await refusedBeforePds({ body, headers });
    expect(error).toMatchObject({ status: 413, issue: 'too-long', spineCode: 'BAD_REQUEST' });
  });

  test('exactly 64 KiB are taken', async () => {
    const padding = 65_536 - Buffer.byteLength(parametersFor(PATIENT, { name: 'x', valueString: '' }));
    const body = parametersFor(PATIENT, { name: 'x', valueString: 'x'.repeat(padding) });
    expect((await ask(under.gateway, { headers: goodHeaders(), body })).status).toBe(200);
  });
});

describe('patientNHSNumber', () => {
  const system = 'https://fhir.nhs.uk/Id/nhs-number';
  const named = (parameter: object) =>
    JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'patientNHSNumber', ...parameter }] });

  test.each([
    ['missing', JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'includeAllergies' }] })],
    ['given twice', parametersFor(PATIENT, { name: 'patientNHSNumber', valueIdentifier: { system, value: PATIENT } })],
    ['without a value', named({})],
    ['a string', named({ valueString: PATIENT })],
    ['two values', named({ valueIdentifier: { system, value: PATIENT }, valueString: PATIENT })],
    ['an identifier that is text', named({ valueIdentifier: PATIENT })],
    ['an identifier without a system', named({ valueIdentifier: { value: PATIENT } })],
    ['an identifier without a value', named({ valueIdentifier: { system } })],
    ['an identifier whose value is a number', named({ valueIdentifier: { system, value: 9_999_999_999 } })],
    ['an identifier whose system is a number', named({ valueIdentifier: { system: 1, value: PATIENT } })],
  ])('%s is refused with 400 INVALID_PARAMETER', async (_, body) => {
    const { error } = await withBody(body);
    expect(error).toMatchObject({ status: 400, issue: 'invalid', spineCode: 'INVALID_PARAMETER' });
    expect(error.diagnostics).toContain('patientNHSNumber');
  });

  test.each([['https://fhir.nhs.uk/Id/local-number'], [''], [`${system}/`], ['HTTPS://fhir.nhs.uk/Id/nhs-number']])(
    'the identifier system "%s" is refused with 400 INVALID_IDENTIFIER_SYSTEM',
    async (wrong) => {
      const { error } = await withBody(named({ valueIdentifier: { system: wrong, value: PATIENT } }));
      expect(error).toMatchObject({ status: 400, issue: 'value', spineCode: 'INVALID_IDENTIFIER_SYSTEM' });
      expect(error.diagnostics).toContain(system);
    },
  );

  test.each([
    ['a wrong check digit', '9990000019'],
    ['nine digits', '999000001'],
    ['eleven digits', '99900000180'],
    ['spaces', '999 000 0018'],
    ['letters', 'ABCDEFGHIJ'],
    ['full-width digits', '９９９９９９９９９９'],
    ['Arabic-Indic digits', '٩٩٩٩٩٩٩٩٩٩'],
    ['a path', '../../admin/Patient/9'],
    ['a query', '9990000018?x=1'],
    ['a line feed', '9990000018\n'],
    ['nothing', ''],
  ])('%s is refused with 400 INVALID_NHS_NUMBER, and PDS is never asked', async (_, value) => {
    const { error } = await withBody(named({ valueIdentifier: { system, value } }));
    expect(error).toMatchObject({
      status: 400,
      issue: 'value',
      spineCode: 'INVALID_NHS_NUMBER',
      diagnostics: 'Invalid NHS number',
    });
  });
});

describe('headers', () => {
  test.each([
    ['Ssp-TraceID', 'Ssp-TraceID', undefined],
    ['Ssp-TraceID', 'Ssp-TraceID', '  '],
    ['ODS-from', 'ODS-from', undefined],
    ['ODS-from', 'ODS-from', ''],
  ])('%s missing or blank is refused with 400', async (name, header, value) => {
    const { error } = await refusedBeforePds({ headers: { [header]: value } });
    expect(error).toMatchObject({ ...badRequest, diagnostics: `Missing or empty required header "${name}"` });
  });

  test.each([
    ['Ssp-TraceID', 'not-a-uuid'],
    ['Ssp-TraceID', [randomUUID(), randomUUID()]],
    ['ODS-from', 'S5555-5'],
    ['ODS-from', 'S'.repeat(21)],
    ['ODS-from', ['S55555', 'S55555']],
    ['ODS-from', PATIENT],
    ['X-Request-ID', '1234'],
    ['X-Request-ID', [randomUUID(), randomUUID()]],
    ['X-Correlation-ID', 'x'],
    ['X-Correlation-ID', ''],
  ])('%s: %s is refused with 400', async (name, value) => {
    const { error } = await refusedBeforePds({ headers: { [name]: value } });
    expect(error).toMatchObject(badRequest);
    expect(error.diagnostics).toMatch(new RegExp(`^Invalid header "${name}": must be `));
  });

  test.each([['s55555'], ['  S55555  ']])('ODS-from "%s" is the organisation S55555', async (code) => {
    expect((await askFor(under.gateway, PATIENT, { 'ODS-from': code })).status).toBe(200);
  });

  test('ids are echoed on a record and on an error alike', async () => {
    const ids = { 'ssp-traceid': randomUUID(), 'x-request-id': randomUUID(), 'x-correlation-id': randomUUID() };
    const record = await askFor(under.gateway, PATIENT, ids);
    const error = await askFor(under.gateway, 'nobody', ids);
    expect(record.status).toBe(200);
    expect(error.status).toBe(400);
    expect(record.headers).toMatchObject(ids);
    expect(error.headers).toMatchObject(ids);
  });

  test('an invalid id is not echoed', async () => {
    const { answer } = await refusedBeforePds({ headers: { 'X-Correlation-ID': 'mine' } });
    expect(answer.headers['x-correlation-id']).toBeUndefined();
  });

  test('every answer is marked not to be stored or sniffed, and names no server', async () => {
    const answers = [
      await askFor(under.gateway, PATIENT),
      await ask(under.gateway, { method: 'GET', path: '/health' }),
      await ask(under.gateway, { method: 'GET', path: '/nowhere' }),
      await ask(under.gateway, { method: 'GET' }),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      expect(headers['x-powered-by']).toBeUndefined();
      expect(headers.server).toBeUndefined();
      expect(headers.etag).toBeUndefined();
      expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });
});

describe('paths and methods', () => {
  test.each([
    ['/patient/$gpc.getstructuredrecord'],
    ['/Patient/$gpc.getstructuredrecord'],
    ['/patient/%24gpc.getstructuredrecord'],
  ])('POST %s asks for a structured record', async (path) => {
    const answer = await ask(under.gateway, { path, headers: goodHeaders(), body: GOOD_BODY });
    expect(answer.status).toBe(200);
  });

  test.each([
    ['/'],
    ['/patient'],
    ['/PATIENT/$gpc.getstructuredrecord'],
    ['/patient/$gpc.getstructuredrecord/'],
    ['/metrics'],
  ])('%s is unknown: 404', async (path) => {
    const answer = await ask(under.gateway, { path, headers: goodHeaders(), body: GOOD_BODY });
    expect(errorOf(answer)).toMatchObject({ status: 404, issue: 'not-found', spineCode: 'NO_RECORD_FOUND' });
  });

  test.each([
    ['GET', '/patient/$gpc.getstructuredrecord', 'POST'],
    ['PUT', '/patient/$gpc.getstructuredrecord', 'POST'],
    ['OPTIONS', '/patient/$gpc.getstructuredrecord', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
    ['DELETE', '/openapi.json', 'GET, HEAD'],
  ])('%s %s: 405, allowing %s', async (method, path, allow) => {
    const answer = await ask(under.gateway, { method, path });
    expect(errorOf(answer)).toMatchObject({ status: 405, issue: 'not-supported', spineCode: 'NOT_IMPLEMENTED' });
    expect(answer.headers.allow).toBe(allow);
  });

  test('the method is judged before the media type, the media type before the size, the size before the headers', async () => {
    const tooLarge = 'x'.repeat(70_000);
    const wrong = { 'Content-Type': 'text/plain', 'Ssp-TraceID': 'x' };
    const method = await ask(under.gateway, { method: 'PUT', headers: wrong, body: tooLarge });
    const mediaType = await ask(under.gateway, { headers: wrong, body: tooLarge });
    const size = await ask(under.gateway, {
      headers: { ...wrong, 'Content-Type': 'application/json' },
      body: tooLarge,
    });
    const body = await ask(under.gateway, {
      headers: { ...wrong, 'Content-Type': 'application/json' },
      body: '{',
    });
    const traceId = await ask(under.gateway, { headers: { 'Content-Type': 'application/json' }, body: GOOD_BODY });
    expect([method, mediaType, size, body].map(({ status }) => status)).toEqual([405, 415, 413, 400]);
    expect(errorOf(body).diagnostics).toMatch(/^Invalid JSON/);
    expect(errorOf(traceId).diagnostics).toContain('Ssp-TraceID');
  });

  // Elsewhere a proxy in front of the gateway may be the one to refuse them.
  testWithOwnFleet('headers over the limit: 431 as an OperationOutcome', async () => {
    const answer = await ask(under.gateway, {
      headers: { ...goodHeaders(), 'X-Long': 'x'.repeat(50_000) },
      body: GOOD_BODY,
    });
    expect(errorOf(answer)).toMatchObject({ status: 431, issue: 'too-long', spineCode: 'BAD_REQUEST' });
  });

  test('three identity headers of 8 KiB fit', async () => {
    const long = { 'X-A': 'x'.repeat(8_192), 'X-B': 'x'.repeat(8_192), 'X-C': 'x'.repeat(8_192) };
    expect((await askFor(under.gateway, PATIENT, long)).status).toBe(200);
  });
});

describe('the other pages', () => {
  test('GET /health tells the version', async () => {
    const answer = await ask(under.gateway, { method: 'GET', path: '/health' });
    expect(answer.headers['content-type']).toBe('application/json');
    const version: unknown = under.fleet === undefined ? expect.any(String) : 'unknown';
    expect(JSON.parse(answer.body.toString())).toEqual({ status: 'healthy', version });
  });

  testWithOwnFleet('metrics and health checks stand on the admin port alone', async () => {
    const { admin } = under.ownFleet().urls;
    const statuses = await Promise.all(
      ['/metrics', '/health/live', '/health/ready'].map(async (path) => (await fetch(`${admin}${path}`)).status),
    );
    expect(statuses).toEqual([200, 200, 200]);
  });
});
