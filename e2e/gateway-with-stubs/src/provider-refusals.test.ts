import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { STATUS_CODES } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { cutAfter, respond } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const SPINE = 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1';

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

/** An OperationOutcome whose bytes show whether anybody has parsed and written it again. */
const outcome = (code: string, system = SPINE) => `
{ "resourceType" :"OperationOutcome",  "extension": [{"url":"urn:x","valueDecimal":1.10}],
  "issue":[{"severity":"error","code":"invalid","details":{"coding":[{"system":"${system}","code":"${code}"}],
  "text":"caf\u00e9 \\u00e9"},"diagnostics":"words of the provider"}] }\r\n`;

const refuse = (status: number, body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) =>
  respond({ status, headers: { 'Content-Type': 'application/fhir+json', ...headers }, body });

describe('a refusal about the request or the patient', () => {
  test.each([
    [400, 'INVALID_NHS_NUMBER'],
    [400, 'INVALID_IDENTIFIER_SYSTEM'],
    [400, 'INVALID_PARAMETER'],
    [403, 'NO_PATIENT_CONSENT'],
    [403, 'NO_ORGANISATION_CONSENT'],
    [403, 'ACCESS DENIED'],
    [403, 'ACCESS_DENIED'],
    [404, 'PATIENT_NOT_FOUND'],
    [404, 'BAD_REQUEST'],
    [409, 'DUPLICATE_REJECTED'],
    [422, 'INVALID_PARAMETER'],
    [422, 'INVALID_RESOURCE'],
  ])('%s %s is passed on byte for byte', async (status, code) => {
    services.script({ provider: refuse(status, outcome(code), { 'Set-Cookie': 'a=b', Server: 'gp/1.0' }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer).toMatchObject({ status, cut: false, body: Buffer.from(outcome(code)) });
    expect(answer.headers['content-type']).toBe('application/fhir+json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(answer.headers).not.toHaveProperty('server');
    expect(services.asked('provider')).toHaveLength(1);
  });

  test.each(['application/fhir+json;charset=utf-8', 'application/json+fhir', 'application/json'])(
    'keeps its media type: %s',
    async (mediaType) => {
      services.script({ provider: refuse(404, outcome('PATIENT_NOT_FOUND'), { 'Content-Type': mediaType }) });

      const answer = await askFor(gateway.url, PATIENT);

      expect(answer.status).toBe(404);
      expect(answer.headers['content-type']).toBe(mediaType);
    },
  );

  test('stays gzip for a consumer that accepts it', async () => {
    const zipped = gzipSync(outcome('NO_PATIENT_CONSENT'));
    services.script({ provider: refuse(403, zipped, { 'Content-Encoding': 'gzip' }) });

    const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': 'gzip' });

    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(answer.body).toEqual(zipped);
    expect(gunzipSync(answer.body).toString()).toBe(outcome('NO_PATIENT_CONSENT'));
  });

  test('is inflated for a consumer that does not', async () => {
    services.script({
      provider: refuse(403, gzipSync(outcome('NO_PATIENT_CONSENT')), { 'Content-Encoding': 'gzip' }),
    });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(answer.body.toString()).toBe(outcome('NO_PATIENT_CONSENT'));
  });

  test('may have several issues, of which one names a code', async () => {
    const body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ code: 'a' }, { code: 'invalid' }] });
    services.script({ provider: refuse(422, body) });

    expect((await askFor(gateway.url, PATIENT)).body.toString()).toBe(body);
  });
});

describe("a refusal that is the gateway's own business", () => {
  test.each([
    [400, 'BAD_REQUEST'],
    [401, 'ACCESS_DENIED'],
    [405, 'NOT_IMPLEMENTED'],
    [406, 'BAD_REQUEST'],
    [410, 'NO_RECORD_FOUND'],
    [415, 'BAD_REQUEST'],
    [500, 'INTERNAL_SERVER_ERROR'],
    [501, 'NOT_IMPLEMENTED'],
  ])('%s %s tells the consumer no more than that', async (status, code) => {
    services.script({ provider: refuse(status, outcome(code)) });

    const answer = await askFor(gateway.url, PATIENT);

    const diagnostics = `Provider request failed: ${STATUS_CODES[status] ?? ''}`;
    expect(errorOf(answer)).toEqual(serverError(502, 'exception', diagnostics));
    expect(answer.body.toString()).not.toContain('words of the provider');
    expect(services.asked('provider')).toHaveLength(1);
  });
});

describe('a refusal that is not FHIR', () => {
  const NOT_FOUND = outcome('PATIENT_NOT_FOUND');

  test.each([
    ['HTML', refuse(404, '<p>words of the provider</p>', { 'Content-Type': 'text/html' })],
    ['an OperationOutcome as text', refuse(404, NOT_FOUND, { 'Content-Type': 'text/plain' })],
    ['an OperationOutcome of no media type', respond({ status: 404, body: NOT_FOUND })],
    ['broken JSON', refuse(404, '{"resourceType":"OperationOutcome",')],
    ['another resource', refuse(404, '{"resourceType":"Bundle","type":"collection"}')],
    ['an OperationOutcome without an issue', refuse(404, '{"resourceType":"OperationOutcome","issue":[]}')],
    ['nothing', refuse(404, '')],
    ['gzip that is not', refuse(404, NOT_FOUND, { 'Content-Encoding': 'gzip' })],
    ['gzip cut off', refuse(404, gzipSync(NOT_FOUND).subarray(0, -9), { 'Content-Encoding': 'gzip' })],
    ['a coding nobody asked for', refuse(404, brotliCompressSync(NOT_FOUND), { 'Content-Encoding': 'br' })],
  ])('is a fault of the provider: %s', async (_, provider) => {
    services.script({ provider });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(serverError(502, 'exception', 'Provider request failed: Not Found'));
    expect(answer.body.toString()).not.toContain('words of the provider');
  });

  test('is one when it is cut off, however often', async () => {
    services.script({
      provider: cutAfter(30, { status: 404, headers: { 'Content-Type': 'application/fhir+json' }, body: NOT_FOUND }),
    });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(serverError(502, 'transient', 'Provider request failed: connection failed'));
    expect(services.asked('provider')).toHaveLength(3);
  });

  test('is one when it inflates to more than 1 MiB', async () => {
    const padded = outcome('PATIENT_NOT_FOUND').replace('words', 'words'.repeat(300_000));
    services.script({ provider: refuse(404, gzipSync(padded), { 'Content-Encoding': 'gzip' }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(serverError(502, 'exception', 'Provider request failed: Not Found'));
  });
});
