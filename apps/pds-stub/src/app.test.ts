import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople } from '@cdg/test-data';
import { z } from 'zod';
import { faultIn, jsonIn, runStub, type RunningStub } from './testing/running-stub.ts';

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub();
});
afterEach(() => stub.send('/_stub/reset', { method: 'POST' }));
afterAll(() => stub.close());

const ALICE = '/Patient/9999999999';

describe('health', () => {
  test('the stub is ready', async () => {
    expect(await stub.send('/_stub/health')).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  test('_ping needs no token', async () => {
    const answer = await stub.send('/personal-demographics/FHIR/R4/_ping');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(Object.keys(jsonIn(answer))).toEqual(['version', 'revision', 'releaseId', 'commitId']);
  });

  test('_status needs an apikey', async () => {
    const path = '/personal-demographics/FHIR/R4/_status';
    expect((await stub.send(path)).status).toBe(401);
    const answer = await stub.send(path, { headers: { apikey: 'any' } });
    expect(answer.status).toBe(200);
    expect(jsonIn(answer)).toMatchObject({ status: 'pass', checks: { 'spine:status': [{ status: 'pass' }] } });
  });
});

describe('paths outside the API', () => {
  test.each(['/', '/personal-demographics/FHIR/STU3/Patient', '/oauth2/authorize', '/_stub/nothing'])(
    '%s is a fault of the API platform itself, not an OperationOutcome',
    async (path) => {
      const answer = await stub.send(path);
      expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'application/json' } });
      expect(jsonIn(answer)).toMatchObject({
        fault: { detail: { errorcode: 'messaging.adaptors.http.flow.ApplicationNotFound' } },
      });
    },
  );
});

describe('the dials', () => {
  const dial = (match: object, fault: object) =>
    stub.send('/_stub/faults', { method: 'POST', body: JSON.stringify({ match, fault }) });

  test('show the people, and a change counts at once', async () => {
    const list = z
      .array(z.object({ id: z.string() }))
      .parse(JSON.parse((await stub.send('/_stub/data/patients')).text));
    expect(list).toHaveLength(createPeople('2026-03-01').length);
    await stub.send('/_stub/data/patients/9999999999', { method: 'PATCH', body: '{"supersededBy":"9990000018"}' });
    expect(jsonIn(await stub.ask(ALICE)).id).toBe('9990000018');
    await stub.send('/_stub/reset', { method: 'POST' });
    expect(jsonIn(await stub.ask(ALICE)).id).toBe('9999999999');
  });

  test('match a fault by the NHS number in the path, and mirror the ids with it', async () => {
    await dial({ nhsNumber: '9999999999' }, { kind: 'status', status: 502 });
    const answer = await stub.ask(ALICE, { headers: { 'X-Correlation-ID': 'abc' } });
    expect(answer).toMatchObject({ status: 502, headers: { 'x-correlation-id': 'abc' } });
    expect((await stub.ask(`${ALICE}/RelatedPerson`)).status).toBe(502);
    expect((await stub.ask('/Patient/9990000018')).status).toBe(200);
  });

  test('match a fault by the organisation on whose behalf the caller asks', async () => {
    await dial({ odsCode: 'S55555' }, { kind: 'status', status: 408 });
    const headers = { 'NHSD-End-User-Organisation-ODS': 's55555' };
    expect((await stub.ask(ALICE, { headers })).status).toBe(408);
    expect((await stub.ask(ALICE)).status).toBe(200);
  });

  test('match a fault by path, the token endpoint’s too', async () => {
    await dial({ path: '/oauth2/token' }, { kind: 'status', status: 429 });
    expect((await stub.send('/oauth2/token', { method: 'POST' })).status).toBe(429);
  });

  test('alter an answer on its way out', async () => {
    await dial({ path: '/personal-demographics' }, { kind: 'wrong-content-type' });
    const { status, headers } = await stub.ask(ALICE);
    expect([status, headers['content-type']]).not.toEqual([200, 'application/fhir+json']);
  });

  test('keep a journal, in which there is no token', async () => {
    await stub.send('/_stub/requests', { method: 'DELETE' });
    await stub.ask('/Patient/9990000018');
    const { text } = await stub.send('/_stub/requests');
    expect(text).toContain('/Patient/9990000018');
    expect(text).not.toMatch(/Bearer/);
  });
});

describe('POST /_stub/tokens', () => {
  test('gives a working token each time another one', async () => {
    const tokens = await Promise.all([1, 2].map(() => stub.send('/_stub/tokens', { method: 'POST' })));
    const [first, second] = tokens.map((answer) => jsonIn(answer).access_token);
    expect(first).not.toBe(second);
    const Authorization = `Bearer ${String(first)}`;
    expect((await stub.ask(ALICE, { headers: { Authorization } })).status).toBe(200);
  });

  test('a reset leaves tokens as they are', async () => {
    await stub.send('/_stub/reset', { method: 'POST' });
    expect((await stub.ask(ALICE)).status).toBe(200);
  });
});

test('a body that is too large is refused, and the connection survives it', async () => {
  const answer = await stub.send('/oauth2/token', { method: 'POST', body: 'x'.repeat(2_000_000) });
  expect(answer.status).toBe(413);
});

test('a request without any header but the token is told about the X-Request-ID', async () => {
  expect(faultIn(await stub.ask(ALICE, { headers: { 'X-Request-ID': undefined } })).code).toBe('MISSING_VALUE');
});
