import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { parameters } from '../testing/parameters-body.ts';
import { refusalOf } from '../testing/read-answer.ts';
import { OPERATION_PATH, runProviderStub, type RunningProviderStub } from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';

const JSON_TYPE = 'application/fhir+json;charset=utf-8';
const XML_TYPE = 'application/fhir+xml;charset=utf-8';
let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub({ records: [sampleRecord()] });
});
afterAll(() => stub.close());

describe('the format of the answer', () => {
  test.each([
    ['nothing but the Content-Type of the request', undefined, '', JSON_TYPE],
    ['Accept with JSON', 'application/fhir+json', '', JSON_TYPE],
    ['Accept with XML', 'application/fhir+xml', '', XML_TYPE],
    ['Accept with a charset', 'application/fhir+json; charset=utf-8', '', JSON_TYPE],
    ['Accept with anything', '*/*', '', JSON_TYPE],
    ['the better weighted of two', 'application/fhir+json;q=0.5, application/fhir+xml', '', XML_TYPE],
    ['the first that we have', 'text/html, application/fhir+xml', '', XML_TYPE],
    ['_format over Accept', 'application/fhir+json', '?_format=application/fhir%2Bxml', XML_TYPE],
  ])('follows %s', async (...[, accept, query, contentType]) => {
    const headers = { Accept: accept };
    const answer = await stub.call({ path: `${OPERATION_PATH}${query}`, body: parameters(), headers });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
  });
});

describe('media types that are not FHIR STU3', () => {
  test.each([
    ['no Content-Type', { 'Content-Type': undefined }, '', 'Content-Type'],
    ['plain JSON', { 'Content-Type': 'application/json' }, '', 'Content-Type'],
    ['the older FHIR JSON', { 'Content-Type': 'application/json+fhir' }, '', 'Content-Type'],
    ['another charset', { 'Content-Type': 'application/fhir+json; charset=iso-8859-1' }, '', 'Content-Type'],
    ['an Accept we cannot meet', { Accept: 'text/html' }, '', 'Accept'],
    ['an Accept we are told not to meet', { Accept: 'application/fhir+json;q=0' }, '', 'Accept'],
    ['an unknown _format', {}, '?_format=application/json', '_format'],
    ['a plus sign that was not encoded', {}, '?_format=application/fhir+json', '_format'],
  ])('%s: 415 BAD_REQUEST', async (...[, headers, query, named]) => {
    const answer = await stub.call({ path: `${OPERATION_PATH}${query}`, body: parameters(), headers });
    expect(refusalOf(answer)).toMatchObject({ status: 415, code: 'BAD_REQUEST' });
    expect(refusalOf(answer).diagnostics).toContain(named);
  });
});

describe('every answer', () => {
  test.each([
    ['a record', {}, 200],
    ['a refusal', { 'Ssp-To': undefined }, 400],
  ])('forbids storing it: %s', async (_case, headers, status) => {
    const answer = await stub.call({ body: parameters(), headers });
    expect(answer.status).toBe(status);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length));
  });

  test.each([
    ['gzip', 'gzip'],
    ['deflate, gzip;q=0.8', 'gzip'],
    ['gzip;q=0', undefined],
    ['identity', undefined],
    ['br', undefined],
  ])('is compressed when gzip is asked for: %s', async (acceptEncoding, encoding) => {
    const answer = await stub.call({ body: parameters(), headers: { 'Accept-Encoding': acceptEncoding } });
    expect(answer.headers['content-encoding']).toBe(encoding);
    const text = encoding === 'gzip' ? gunzipSync(answer.bytes).toString('utf8') : answer.text;
    expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle' });
  });
});
