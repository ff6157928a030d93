import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_KEY, runStub, searchFor, type Answer, type RunningStub } from './testing/running-stub.ts';

const BASE = '/spine-directory/FHIR/R4';
const GOOD = `${BASE}/Device${searchFor('A12345')}`;
const PREFLIGHT = { origin: 'https://app.example.test', 'access-control-request-method': 'GET' };

let live: RunningStub;
let sandbox: RunningStub;

beforeAll(async () => {
  [live, sandbox] = await Promise.all([
    runStub({ statusKey: 'the-operators-key' }),
    runStub({ mode: 'sandbox', statusKey: 'the-operators-key' }),
  ]);
});
afterAll(() => Promise.all([live.close(), sandbox.close()]));

function expectCatchAll({ headers, text }: Answer): void {
  expect(headers['content-type']).toBe('application/json');
  expect(headers['x-correlation-id']).toBeUndefined();
  expect(JSON.parse(text)).toEqual({
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'error',
        code: 'unknown',
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode',
              version: '1',
              code: 'UNKNOWN_ERROR',
              display:
                'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support. (Message ID: rrt-0000000000000000000-stub)',
            },
          ],
        },
      },
    ],
  });
}

describe('the key check', () => {
  test.each([
    ['no key', GOOD, {}],
    ['an unknown key', GOOD, { apikey: 'unknown' }],
    ['a blank key', GOOD, { apikey: '' }],
    ['the key in another case', GOOD, { apikey: API_KEY.toUpperCase() }],
    ['a bearer token in its place', GOOD, { authorization: `Bearer ${API_KEY}` }],
    ['no key, for an unknown path', `${BASE}/nowhere`, {}],
    ['no key, with a bad correlation id', GOOD, { 'x-correlation-id': 'bad' }],
    ['no key, for a health check', `${BASE}/healthcheck/deep`, {}],
  ])('answers %s with 401 before anything else', async (_, path, headers) => {
    const answer = await live.send(path, { headers });
    expect(answer.status).toBe(401);
    expectCatchAll(answer);
  });

  test('comes before the check of the method', async () => {
    expect((await live.send(GOOD, { method: 'POST' })).status).toBe(401);
  });

  test.each([{}, { apikey: 'unknown' }])('is not made in the sandbox: %j', async (headers) => {
    expect((await sandbox.send(GOOD, { headers })).status).toBe(200);
  });
});

describe('what the API gateway answers itself', () => {
  test('tells its release without a key', async () => {
    for (const stub of [live, sandbox]) {
      const { status, headers, text } = await stub.send(`${BASE}/_ping`);
      expect([status, headers['content-type']]).toEqual([200, 'application/json']);
      expect(text).toBe('{"version":"v0.0.0-stub","revision":"1","releaseId":"0","commitId":"stub"}');
      expect(await stub.send(`${BASE}/_ping`, { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
    }
  });

  test('tells its status to the operators’ key only', async () => {
    for (const stub of [live, sandbox]) {
      const refused = await stub.send(`${BASE}/_status`, { headers: { apikey: API_KEY } });
      expect(refused.status).toBe(401);
      expectCatchAll(refused);
      const told = await stub.send(`${BASE}/_status`, { headers: { apikey: 'the-operators-key' } });
      expect(told.status).toBe(200);
      expect(JSON.parse(told.text)).toMatchObject({
        status: 'pass',
        commitId: 'stub',
        checks: { 'healthcheckService:status': [{ status: 'pass', responseCode: 200 }] },
      });
    }
  });

  test('answers a browser’s preflight without a key; live it allows neither key nor correlation id', async () => {
    const [fromLive, fromSandbox] = await Promise.all(
      [live, sandbox].map((stub) => stub.send(GOOD, { method: 'OPTIONS', headers: PREFLIGHT })),
    );
    expect(fromLive?.status).toBe(200);
    expect(fromLive?.headers['access-control-allow-origin']).toBe('https://app.example.test');
    expect(fromLive?.headers['access-control-allow-headers']).not.toContain('apikey');
    expect(fromSandbox?.status).toBe(200);
    expect(fromSandbox?.headers['access-control-allow-headers']).toContain('apikey, x-correlation-id');
  });
});

describe('a failure of the service', () => {
  const broken = { id: 'broken', nhsIDCode: 'BROKEN', nhsAsSvcIA: ['x'], uniqueIdentifier: ['1', '2'] };

  test('keeps its status and loses its body and correlation id live', async () => {
    await live.send('/_stub/data/accreditedSystems', { method: 'POST', body: broken });
    const answer = await live.ask(`/Device${searchFor('BROKEN', 'x')}`);
    expect(answer.status).toBe(500);
    expectCatchAll(answer);
  });

  test('shows its reason in the sandbox', async () => {
    await sandbox.send('/_stub/data/accreditedSystems', { method: 'POST', body: broken });
    const { status, headers, text } = await sandbox.ask(`/Device${searchFor('BROKEN', 'x')}`);
    expect([status, headers['content-type']]).toEqual([500, 'application/fhir+json']);
    expect(JSON.parse(text)).toEqual({
      resourceType: 'OperationOutcome',
      id: headers['x-correlation-id'],
      issue: [
        {
          severity: 'error',
          code: 'exception',
          details: {
            coding: [
              {
                system: 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1',
                code: 'INTERNAL_SERVER_ERROR',
                display: 'Unexpected internal server error',
              },
            ],
          },
          diagnostics: "LDAP returned more than 1 'uniqueIdentifier' attribute",
        },
      ],
    });
  });
});
