import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { ReceivedRequest } from '@cdg/test-kit';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { ask, askFor, goodHeaders } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const INTERACTION = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const IDS = { 'Ssp-TraceID': randomUUID(), 'X-Request-ID': randomUUID(), 'X-Correlation-ID': randomUUID() };
/** What every HTTP request of the gateway has. */
const TRANSPORT = ['host', 'connection', 'content-length'];

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices({ tokenSeconds: 1 });
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

function only(what: Asked): ReceivedRequest {
  const [request, ...more] = services.asked(what);
  if (request === undefined || more.length > 0) throw new Error(`${what} was not asked just once`);
  return request;
}

/** The headers as they were written, without those of the transport. */
const headersOf = ({ rawHeaders }: ReceivedRequest) =>
  Object.fromEntries(rawHeaders.filter(([name]) => !TRANSPORT.includes(name.toLowerCase())));

describe('to the token endpoint', () => {
  test('goes a form, its Content-Type without a charset', async () => {
    await askFor(gateway.url, PATIENT);

    const request = only('token');
    expect(request).toMatchObject({ method: 'POST', path: '/oauth2/token' });
    expect(headersOf(request)).toEqual({
      Accept: 'application/json',
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    const form = Object.fromEntries(new URLSearchParams(request.body.toString()));
    expect(form).toEqual({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: expect.any(String),
    });
  });

  test('with an assertion signed by RS512, for a minute, that verifies', async () => {
    const before = Math.floor(Date.now() / 1_000);
    await askFor(gateway.url, PATIENT);

    const assertion = new URLSearchParams(only('token').body.toString()).get('client_assertion') ?? '';
    const audience = `${services.pds.url}/oauth2/token`;
    const { payload, protectedHeader } = await jwtVerify(assertion, services.assertionKey, { algorithms: ['RS512'] });

    expect(protectedHeader).toEqual({ alg: 'RS512', typ: 'JWT', kid: 'test-1' });
    expect(payload).toEqual({
      ...{ iss: 'pds-api-key', sub: 'pds-api-key', aud: audience },
      jti: expect.stringMatching(UUID),
      iat: expect.any(Number),
      exp: expect.any(Number),
    });
    const { iat = 0, exp = 0 } = payload;
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(exp - iat).toBeGreaterThan(0);
    expect(exp - iat).toBeLessThanOrEqual(300);
  });
});

describe('to PDS', () => {
  test('goes the NHS number in the path, who asks, and the ids of the request', async () => {
    await askFor(gateway.url, PATIENT, { ...IDS, 'ODS-from': ' s55555 ' });

    const request = only('patient');
    expect(request).toMatchObject({ method: 'GET', path: `/personal-demographics/FHIR/R4/Patient/${PATIENT}` });
    expect(request.body).toHaveLength(0);
    expect(headersOf(request)).toEqual({
      Accept: 'application/fhir+json',
      Authorization: 'Bearer a-token',
      'X-Request-ID': IDS['X-Request-ID'],
      'X-Correlation-ID': IDS['X-Correlation-ID'],
      'NHSD-End-User-Organisation-ODS': 'S55555',
    });
  });

  test('goes a request id of its own, and the trace id to correlate by, where the consumer sent neither', async () => {
    const answer = await askFor(gateway.url, PATIENT, { 'Ssp-TraceID': IDS['Ssp-TraceID'] });

    expect(only('patient').header('X-Request-ID')).toMatch(UUID);
    expect(only('patient').header('X-Request-ID')).toBe(answer.headers['x-request-id']);
    expect(only('patient').header('X-Correlation-ID')).toBe(IDS['Ssp-TraceID']);
    expect(answer.headers).not.toHaveProperty('x-correlation-id');
  });
});

describe('to SDS', () => {
  const LOOK_UPS = [
    ['consumerDevice', 'Device', 'S55555'],
    ['endpoint', 'Endpoint', 'A12345'],
    ['device', 'Device', 'A12345'],
  ] as const;

  test.each(LOOK_UPS)('goes for %s a search of %s by organisation and interaction', async (what, resource, odsCode) => {
    await askFor(gateway.url, PATIENT, IDS);

    const request = only(what);
    const { pathname, searchParams } = new URL(request.path, services.sds.url);
    expect(request.method).toBe('GET');
    expect(pathname).toBe(`/spine-directory/FHIR/R4/${resource}`);
    expect([...searchParams]).toEqual([
      ['organization', `https://fhir.nhs.uk/Id/ods-organization-code|${odsCode}`],
      ['identifier', `https://fhir.nhs.uk/Id/nhsServiceInteractionId|${INTERACTION}`],
    ]);
    expect(headersOf(request)).toEqual({
      Accept: 'application/fhir+json',
      apikey: 'sds-api-key',
      'X-Correlation-Id': IDS['X-Correlation-ID'],
    });
  });

  test('goes the trace id to correlate by where the consumer sent no other', async () => {
    await askFor(gateway.url, PATIENT, { 'Ssp-TraceID': IDS['Ssp-TraceID'] });

    for (const [what] of LOOK_UPS) expect(only(what).header('X-Correlation-Id')).toBe(IDS['Ssp-TraceID']);
  });
});

describe('to the provider', () => {
  test('go the four Ssp headers, the media types and the token, and nothing else that the consumer sent', async () => {
    const extra = { Cookie: 'a=b', Authorization: 'Bearer of-the-consumer', 'X-Forwarded-For': '10.0.0.1', Foo: 'bar' };
    await askFor(gateway.url, PATIENT, { ...IDS, ...extra });

    const request = only('provider');
    expect(request).toMatchObject({
      method: 'POST',
      path: '/A12345/STU3/1/gpconnect/structured/Patient/$gpc.getstructuredrecord',
    });
    expect(headersOf(request)).toEqual({
      'Ssp-TraceID': IDS['Ssp-TraceID'],
      'Ssp-From': '200000000359',
      'Ssp-To': '918999198738',
      'Ssp-InteractionID': INTERACTION,
      Authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.$/),
      Accept: 'application/fhir+json',
      'Accept-Encoding': 'identity',
      'Content-Type': 'application/fhir+json;charset=utf-8',
    });
  });

  test('goes an unsigned token with the ten claims of who asks, from whom, and why', async () => {
    const before = Math.floor(Date.now() / 1_000);
    await askFor(gateway.url, PATIENT, { 'ODS-from': 's55555' });

    const token = only('provider').header('Authorization')?.replace('Bearer ', '') ?? '';
    expect(token.startsWith('eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.')).toBe(true);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'none', typ: 'JWT' });
    const claims = decodeJwt(token);
    expect(claims).toEqual({
      iss: 'https://clinical-data-gateway.example',
      sub: 'synthetic-practitioner',
      aud: services.serviceRoot,
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 300,
      reason_for_request: 'directcare',
      requested_scope: 'patient/*.read',
      requesting_device: {
        resourceType: 'Device',
        identifier: [{ system: expect.stringMatching(/^https:\/\//), value: 'clinical-data-gateway' }],
        model: expect.any(String),
        version: expect.any(String),
      },
      requesting_organization: {
        resourceType: 'Organization',
        name: 'S55555',
        identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'S55555' }],
      },
      requesting_practitioner: {
        resourceType: 'Practitioner',
        id: 'synthetic-practitioner',
        identifier: [
          { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: 'UNK' },
          { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: 'UNK' },
          { system: expect.stringMatching(/^https:\/\//), value: 'synthetic-practitioner' },
        ],
        name: [{ family: 'Synthetic', given: ['Practitioner'] }],
      },
    });
    expect(claims.iat).toBeGreaterThanOrEqual(before);
    expect(claims.iat).toBeLessThanOrEqual(Date.now() / 1_000);
  });

  test('the claims name the address that SDS has, not that of the proxy', async () => {
    const proxied = await startLoneGateway({ ...services.settings, SSP_URL: `${services.provider.url}/ssp` });
    await askFor(proxied.url, PATIENT);
    await proxied.stop();

    const { path, header } = only('provider');
    expect(path).toBe(`/ssp/${services.serviceRoot}/Patient/$gpc.getstructuredrecord`);
    expect(decodeJwt(header('Authorization')?.replace('Bearer ', '') ?? '').aud).toBe(services.serviceRoot);
  });

  const BODIES = [
    [
      'with odd spacing',
      ` \r\n{"resourceType" : "Parameters","parameter":[ {"name":"patientNHSNumber" ,"valueIdentifier":\t{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"${PATIENT}"}}]}\n\n`,
    ],
    [
      'with odd numbers and escapes',
      `{"parameter":[{"name":"patientNHSNumber","valueIdentifier":{"value":"\\u0039${PATIENT.slice(1)}","system":"https:\\/\\/fhir.nhs.uk/Id/nhs-number"}},{"name":"includeMedication","part":[{"name":"x","valueDecimal":1.10},{"name":"y","valueDecimal":1e2}]},{"name":"\u00e9\\ud83e\\uddec"}],"resourceType":"Parameters"}`,
    ],
  ] as const;

  test.each(BODIES)('goes the body byte for byte: %s', async (_, body) => {
    const answer = await ask(gateway.url, { headers: goodHeaders(), body });

    expect(answer.status).toBe(200);
    expect(only('provider').body).toEqual(Buffer.from(body));
    expect(only('provider').header('Content-Length')).toBe(String(Buffer.byteLength(body)));
  });

  test('goes what arrived in chunks as one body with its length', async () => {
    const [, body] = BODIES[0];
    const headers = { ...goodHeaders(), 'Transfer-Encoding': 'chunked' };

    expect((await ask(gateway.url, { headers, body })).status).toBe(200);
    expect(only('provider').body).toEqual(Buffer.from(body));
    expect(only('provider').header('Transfer-Encoding')).toBeUndefined();
  });
});
