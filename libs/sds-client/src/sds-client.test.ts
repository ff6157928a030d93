import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEMS } from '@cdg/fhir';
import { CancelledError, createHttpClient, startDeadline, type Deadline, type HttpClient } from '@cdg/http-client';
import {
  hang,
  reset,
  respond,
  respondJson,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { createSdsClient, type DirectoryQuery, type SdsClient } from './index.ts';

const QUERY: DirectoryQuery = {
  odsCode: 'A12345',
  interactionId: 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1',
  correlationId: '6d3d3674-7ce5-41ec-90d6-0242ac120003',
};
const NOW = new Date('2026-03-01T12:00:00Z');

const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
});

const device = (asid: string, partyKey = 'A12345-0000001') => ({
  resourceType: 'Device',
  identifier: [
    { system: SYSTEMS.asid, value: asid },
    { system: SYSTEMS.partyKey, value: partyKey },
  ],
});

const endpoint = (address: string, odsCode = 'A12345') => ({
  resourceType: 'Endpoint',
  address,
  managingOrganization: { identifier: { system: SYSTEMS.odsCode, value: odsCode } },
  identifier: [{ system: SYSTEMS.partyKey, value: 'A12345-0000001' }],
});

const FOUND = respondJson(bundle(device('918999198738')));
const NOTHING = respondJson(bundle());

let upstream: ScriptedUpstream;
let http: HttpClient;
let deadline: Deadline;
let sds: SdsClient;

beforeEach(async () => {
  upstream = await startScriptedUpstream(FOUND);
  http = createHttpClient({ upstream: 'SDS', connections: 4, timeoutMs: 5_000, maxBytes: 100_000 });
  deadline = startDeadline(5_000);
  sds = clientAt(`${upstream.url}/spine-directory/FHIR/R4`);
});

afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await http.close();
});

const clientAt = (baseUrl: string, client = http) =>
  createSdsClient({
    http: client,
    baseUrl,
    apiKey: 'sds-api-key',
    retries: { attempts: 3, backOffMs: 1, random: () => 0.5 },
    now: () => NOW,
  });

describe('a look-up', () => {
  test.each([
    ['Device', (client: SdsClient) => client.findDevices(QUERY, { deadline }), FOUND],
    [
      'Endpoint',
      (client: SdsClient) => client.findEndpoints(QUERY, { deadline }),
      respondJson(bundle(endpoint('https://gp.example.test/A12345'))),
    ],
  ])('of a %s asks for organisation and interaction, each with its system', async (resource, find, answer) => {
    upstream.script(answer);

    await find(sds);

    const asked = new URL(upstream.requests[0]?.path ?? '', upstream.url);
    expect(asked.pathname).toBe(`/spine-directory/FHIR/R4/${resource}`);
    expect([...asked.searchParams]).toEqual([
      ['organization', `https://fhir.nhs.uk/Id/ods-organization-code|${QUERY.odsCode}`],
      ['identifier', `https://fhir.nhs.uk/Id/nhsServiceInteractionId|${QUERY.interactionId}`],
    ]);
  });

  test('carries the key, the correlation id and exactly the media type that SDS takes', async () => {
    await sds.findDevices(QUERY, { deadline });

    const [request] = upstream.requests;
    expect(request?.rawHeaders).toContainEqual(['Accept', 'application/fhir+json']);
    expect(request?.rawHeaders).toContainEqual(['apikey', 'sds-api-key']);
    expect(request?.rawHeaders).toContainEqual(['X-Correlation-Id', QUERY.correlationId]);
    expect(request?.header('Cache-Control')).toBeUndefined();
    expect(request?.header('Authorization')).toBeUndefined();
  });

  test('works below a base URL with a trailing slash, and below an origin alone', async () => {
    await clientAt(`${upstream.url}/FHIR/R4/`).findDevices(QUERY, { deadline });
    await clientAt(upstream.url).findDevices(QUERY, { deadline });

    expect(upstream.requests.map(({ path }) => path.split('?')[0])).toEqual(['/FHIR/R4/Device', '/Device']);
  });

  test('gives every Device in the order of SDS', async () => {
    upstream.script(respondJson(bundle(device('1', 'A12345-0000003'), device('2'), device(' '))));

    expect(await sds.findDevices(QUERY, { deadline })).toEqual([
      { asid: '1', partyKey: 'A12345-0000003' },
      { asid: '2', partyKey: 'A12345-0000001' },
      { asid: undefined, partyKey: 'A12345-0000001' },
    ]);
  });

  test('leaves out Endpoints of other organisations', async () => {
    upstream.script(respondJson(bundle(endpoint('https://one.example.test'), endpoint('https://two.test', 'B99999'))));

    expect(await sds.findEndpoints(QUERY, { deadline })).toEqual([
      { address: 'https://one.example.test', partyKey: 'A12345-0000001' },
    ]);
  });

  test('takes large answers and elements it does not know', async () => {
    const noise = { note: 'x'.repeat(50_000), extension: [{ url: 'https://example.test/odd', valueInteger: 2 }] };
    upstream.script(respondJson({ ...bundle({ ...device('1'), ...noise }), link: [{ relation: 'self' }] }));

    expect(await sds.findDevices(QUERY, { deadline })).toHaveLength(1);
  });
});

describe('an empty answer', () => {
  test('is asked once more past the cache of SDS, and the second answer counts', async () => {
    upstream.script(NOTHING, FOUND);

    expect(await sds.findDevices(QUERY, { deadline })).toHaveLength(1);
    expect(upstream.requests.map((request) => request.header('Cache-Control'))).toEqual([undefined, 'no-cache']);
  });

  test.each([
    ['an empty list of entries', NOTHING],
    ['no list of entries', respondJson({ resourceType: 'Bundle', type: 'searchset', total: 0 })],
  ])('counts when it comes twice: %s', async (_, nothing) => {
    upstream.script(nothing);

    expect(await sds.findDevices(QUERY, { deadline })).toEqual([]);
    expect(upstream.requests).toHaveLength(2);
  });

  test('is not asked again when only the filter leaves nothing', async () => {
    upstream.script(respondJson(bundle(endpoint('https://two.test', 'B99999'))));

    expect(await sds.findEndpoints(QUERY, { deadline })).toEqual([]);
    expect(upstream.requests).toHaveLength(1);
  });

  test('to a fresh look-up, which goes past the cache at once, counts', async () => {
    upstream.script(NOTHING);

    expect(await sds.findDevices({ ...QUERY, fresh: true }, { deadline })).toEqual([]);
    expect(upstream.requests.map((request) => request.header('Cache-Control'))).toEqual(['no-cache']);
  });
});

describe('a fault of SDS', () => {
  test.each<[string, Answer]>([
    ['429', respond({ status: 429 })],
    ['503', respond({ status: 503 })],
    ['a reset connection', reset()],
  ])('that can pass is overcome: %s', async (_, fault) => {
    upstream.script(fault, fault, FOUND);

    expect(await sds.findDevices(QUERY, { deadline })).toHaveLength(1);
    expect(upstream.requests).toHaveLength(3);
    expect(new Set(upstream.requests.map((request) => request.header('X-Correlation-Id'))).size).toBe(1);
  });

  test('that stays ends after three attempts', async () => {
    upstream.script(respond({ status: 503 }));

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ upstream: 'SDS', status: 503 });
    expect(upstream.requests).toHaveLength(3);
  });

  test.each([400, 401, 403, 404, 406, 500, 302, 204])('status %i is not repeated', async (status) => {
    upstream.script(respond({ status }));

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({
      kind: 'status',
      status,
      message: `SDS status ${status}`,
    });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each([
    ['30', 30_000],
    ['Sun, 01 Mar 2026 12:00:40 GMT', 40_000],
    ['9'.repeat(50), 86_400_000],
  ])('Retry-After: %s beyond the deadline is told, not waited for', async (value, retryAfterMs) => {
    upstream.script(respond({ status: 429, headers: { 'Retry-After': value } }));

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 429, retryAfterMs });
    expect(upstream.requests).toHaveLength(1);
  });

  test.each<[string, Answer]>([
    ['no JSON', respond({ body: '<html>A12345</html>' })],
    ['empty', respond()],
    ['an OperationOutcome', respondJson({ resourceType: 'OperationOutcome' })],
    ['a Bundle of another type', respondJson({ ...bundle(), type: 'batch-response' })],
    ['full of other resources', respondJson(bundle({ resourceType: 'Endpoint' }))],
    ['without its resources', respondJson({ ...bundle(), entry: [{}] })],
  ])('a 200 that is %s is not trusted, and not quoted', async (_, answer) => {
    upstream.script(answer);

    const failure = sds.findDevices(QUERY, { deadline });

    await expect(failure).rejects.toMatchObject({
      kind: 'schema',
      message: 'SDS schema 200 not a search result',
      cause: undefined,
    });
    expect(upstream.requests).toHaveLength(1);
  });

  test('time-outs of every attempt end as a time-out of SDS', async () => {
    upstream.script(hang());
    const hasty = createHttpClient({ upstream: 'SDS', connections: 4, timeoutMs: 150, maxBytes: 1_000 });

    await expect(clientAt(upstream.url, hasty).findDevices(QUERY, { deadline })).rejects.toMatchObject({
      upstream: 'SDS',
      kind: 'timeout',
    });
    expect(upstream.requests).toHaveLength(3);
    await upstream.whenDisconnected();
    await hasty.close();
  });

  test('a cancellation ends the look-up, through to the socket', async () => {
    upstream.script(hang());
    const lookUp = expect(sds.findDevices(QUERY, { deadline })).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenRequests(1);

    deadline.cancel();

    await lookUp;
    await upstream.whenDisconnected();
    expect(upstream.requests).toHaveLength(1);
  });
});
