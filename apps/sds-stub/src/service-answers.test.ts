import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  ORGANIZATION,
  query,
  runStub,
  searchFor,
  UUID,
  type Answer,
  type RunningStub,
} from './testing/running-stub.ts';

const CORRELATION_ID = '6d3d3674-7ce5-11ec-90d6-0242AC120003';
const GOOD = `/Device${searchFor('A12345')}`;

let stub: RunningStub;

beforeAll(async () => {
  stub = await runStub();
});
afterAll(() => stub.close());

const outcome = z.strictObject({
  resourceType: z.literal('OperationOutcome'),
  id: z.string(),
  issue: z.tuple([
    z.strictObject({
      severity: z.literal('error'),
      code: z.string(),
      details: z.strictObject({
        coding: z.tuple([
          z.strictObject({
            system: z.literal('https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1'),
            code: z.string(),
            display: z.string(),
          }),
        ]),
      }),
      diagnostics: z.string(),
    }),
  ]),
});

function readOutcome({ headers, text }: Answer) {
  const { id, issue } = outcome.parse(JSON.parse(text));
  expect(headers['content-type']).toBe('application/fhir+json');
  expect(id).toBe(headers['x-correlation-id']);
  const { code, details, diagnostics } = issue[0];
  return [code, details.coding[0].code, details.coding[0].display, diagnostics];
}

describe('the service’s errors', () => {
  test.each([
    ['/device'],
    ['/Device/'],
    ['/Device/123'],
    ['/%44evice'],
    ['/metadata'],
    [''],
    ['/Endpoint/'],
    ['/HEALTHCHECK'],
  ])('answer the unknown path "%s" with 404', async (path) => {
    const answer = await stub.ask(path);
    expect(answer.status).toBe(404);
    expect(readOutcome(answer)).toEqual(['not-found', 'NO_RECORD_FOUND', 'No record found', 'HTTP endpoint not found']);
  });

  test.each([
    '/spine-directory/Device',
    '/SPINE-DIRECTORY/FHIR/R4/Device',
    '/spine-directory/FHIR/R4x/Device',
    '/Device',
  ])('answer %s, which is not below the base path, with 404', async (path) => {
    expect((await stub.send(path + searchFor('A12345'))).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('answer %s with 405 and what is allowed', async (method) => {
    for (const path of ['/Device', '/Endpoint', '/healthcheck', '/healthcheck/deep']) {
      const answer = await stub.ask(path, { method });
      expect([answer.status, answer.headers.allow]).toEqual([405, 'GET']);
      expect(readOutcome(answer)).toEqual([
        'not-supported',
        'NOT_IMPLEMENTED',
        'Not implemented',
        'HTTP operation not supported',
      ]);
    }
  });

  test('answer HEAD with 405 and no body', async () => {
    const answer = await stub.ask(GOOD, { method: 'HEAD' });
    expect([answer.status, answer.headers.allow, answer.text]).toEqual([405, 'GET', '']);
  });

  test.each([
    '',
    'application/xml',
    'application/fhir+xml',
    'application/*',
    'application/fhir+json;q=0.9',
    'application/json; charset=utf-8',
    'text/html, */*;q=0.1',
  ])('answer Accept "%s" with 406', async (accept) => {
    const answer = await stub.ask(GOOD, { headers: { accept } });
    expect(answer.status).toBe(406);
    expect(readOutcome(answer)).toEqual([
      'not-supported',
      'MISSING_OR_INVALID_HEADER',
      'There is a required header missing or invalid',
      'Accept type not supported',
    ]);
  });

  test.each(['not-a-uuid', CORRELATION_ID.replaceAll('-', ''), `${CORRELATION_ID}0`, `{${CORRELATION_ID}}`])(
    'answer the correlation id "%s" with 400 and a new one',
    async (given) => {
      const answer = await stub.ask(GOOD, { headers: { 'x-correlation-id': given } });
      expect(answer.status).toBe(400);
      expect(readOutcome(answer)).toEqual([
        'required',
        'BAD_REQUEST',
        'Bad request',
        "HTTP 400: Bad Request (Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$')",
      ]);
      expect(answer.headers['x-correlation-id']).toMatch(UUID);
    },
  );

  test('are written with an indent of four', async () => {
    const { text } = await stub.ask('/Device');
    expect(text).toBe(JSON.stringify(JSON.parse(text), null, 4));
  });
});

describe('the order of the checks', () => {
  test.each([
    { first: 'the path', path: '/nowhere?foo=1', method: 'POST', status: 404, text: 'HTTP endpoint not found' },
    { first: 'then the method', path: '/Device?foo=1', method: 'POST', status: 405, text: 'operation not supported' },
    { first: 'then the correlation id', path: '/Device?foo=1', status: 400, text: 'Invalid X-Correlation-ID' },
  ])('is $first', async ({ path, method = 'GET', status, text }) => {
    const headers = { 'x-correlation-id': 'bad', accept: 'text/html' };
    const answer = await stub.ask(path, { method, headers });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });

  test.each([
    { first: 'the query’s parameters', path: '/Device?foo=1', status: 400, text: 'Illegal query' },
    { first: 'what is missing in it', path: '/Device', status: 400, text: 'Missing or invalid' },
    {
      first: 'then Accept, before the look-up',
      path: '/Device' + searchFor('BROKEN', 'x'),
      status: 406,
      text: 'Accept',
    },
  ])('goes on with $first', async ({ path, status, text }) => {
    const body = { id: 'broken', nhsIDCode: 'BROKEN', nhsAsSvcIA: ['x'], uniqueIdentifier: ['1', '2'] };
    await stub.send('/_stub/data/accreditedSystems', { method: 'POST', body });
    const answer = await stub.ask(path, { headers: { accept: 'text/html' } });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});

describe('a good answer', () => {
  test.each([
    [undefined, 'application/fhir+json'],
    ['*/*', 'application/fhir+json'],
    ['application/fhir+json', 'application/fhir+json'],
    ['APPLICATION/FHIR+JSON', 'application/fhir+json'],
    ['application/json', 'application/json'],
    ['text/html,  application/json', 'application/json'],
    ['application/json, application/fhir+json', 'application/fhir+json'],
    ['application/json, */*', 'application/fhir+json'],
    ['application/fhir+json;q=0.5, application/json', 'application/json'],
  ])('to Accept "%s" is %s, without a charset', async (accept, contentType) => {
    const answer = await stub.ask(GOOD, { headers: accept === undefined ? {} : { accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, contentType]);
  });

  test('echoes a correlation id in the caller’s case', async () => {
    const answer = await stub.ask(GOOD, { headers: { 'X-Correlation-Id': CORRELATION_ID } });
    expect(answer.headers['x-correlation-id']).toBe(CORRELATION_ID);
  });

  test.each([{}, { 'x-correlation-id': '' }, { 'x-correlation-id': '  ' }])(
    'carries a new upper-case correlation id for the headers %j',
    async (headers) => {
      const [first, second] = [await stub.ask(GOOD, { headers }), await stub.ask(GOOD, { headers })];
      expect(first.headers['x-correlation-id']).toMatch(UUID);
      expect(first.headers['x-correlation-id']).not.toBe(second.headers['x-correlation-id']);
    },
  );

  test('does not echo or judge X-Request-ID, and takes Cache-Control: no-cache', async () => {
    const answer = await stub.ask(GOOD, { headers: { 'x-request-id': 'anything', 'cache-control': 'no-cache' } });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-request-id']).toBeUndefined();
  });

  test('has its members in the service’s order and an indent of two', async () => {
    const { text } = await stub.ask(GOOD);
    const bundle: unknown = JSON.parse(text);
    expect(text).toBe(JSON.stringify(bundle, null, 2));
    expect(Object.keys(z.looseObject({}).parse(bundle))).toEqual([
      'resourceType',
      'id',
      'type',
      'total',
      'link',
      'entry',
    ]);
  });

  test('keeps entry, empty, when nothing is found', async () => {
    const { text } = await stub.ask(`/Device${searchFor('T10001')}`);
    expect(JSON.parse(text)).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] });
  });

  test('has new ids and so a new entity tag every time', async () => {
    const [first, second] = [await stub.ask(GOOD), await stub.ask(GOOD)];
    const idsOf = ({ text }: Answer) => text.match(/"id": "[^"]+"/g) ?? [];
    expect(idsOf(first)).toHaveLength(2);
    expect(new Set([...idsOf(first), ...idsOf(second)]).size).toBe(4);
    expect(first.headers.etag).toMatch(/^"[0-9a-f]{40}"$/);
    expect(first.headers.etag).not.toBe(second.headers.etag);
  });

  test('shows the whole address, percent-decoded, in its link and without its query in fullUrl', async () => {
    const search = query(
      ['organization', `${encodeURIComponent(ORGANIZATION)}%7cA12345%20%C3%A9+x`],
      ['identifier', encodeURIComponent('https://fhir.nhs.uk/Id/nhsServiceInteractionId|x')],
    );
    const { text } = await stub.ask(`/Device${search}`, { headers: { host: 'sds.example.test' } });
    expect(JSON.parse(text)).toMatchObject({
      link: [
        {
          relation: 'self',
          url: 'http://sds.example.test/spine-directory/FHIR/R4/Device?organization=https://fhir.nhs.uk/Id/ods-organization-code|A12345 é+x&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|x',
        },
      ],
    });
    const found = await stub.ask(GOOD, { headers: { host: 'sds.example.test' } });
    expect(found.text).toMatch(
      /"fullUrl": "http:\/\/sds.example.test\/spine-directory\/FHIR\/R4\/Device\/[0-9A-F-]{36}"/,
    );
  });
});

describe('the health checks', () => {
  test('answer an empty page, and a report on the directory', async () => {
    const shallow = await stub.ask('/healthcheck');
    expect([shallow.status, shallow.headers['content-type'], shallow.text]).toEqual([
      200,
      'text/html; charset=UTF-8',
      '',
    ]);
    const deep = await stub.ask('/healthcheck/deep');
    expect([deep.status, deep.headers['content-type'], deep.text]).toEqual([
      200,
      'application/json',
      '{"status":"pass","details":{"ldap":{"status":"pass","links":{"ldap":null},"output":""}}}',
    ]);
  });
});
