import type { Logger } from '@cdg/http-server';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { API_KEY, quietLogger, runStub, searchFor, UUID, type RunningStub } from './testing/running-stub.ts';

const BASE = '/spine-directory/FHIR/R4';
const CORRELATION_ID = '6d3d3674-7ce5-11ec-90d6-0242ac120003';

let stub: RunningStub;
let logged: jest.SpiedFunction<Logger['info']>;

beforeEach(async () => {
  const logger = quietLogger();
  logged = jest.spyOn(logger, 'info');
  stub = await runStub({}, logger);
});
afterEach(() => stub.close());

const dial = (order: object) => stub.send('/_stub/faults', { method: 'POST', body: order });

describe('the stub’s dials', () => {
  test('tell that it is ready', async () => {
    expect(await stub.send('/_stub/health')).toMatchObject({ status: 200 });
  });

  test('misbehave for one organisation only, in either search', async () => {
    await dial({ match: { odsCode: 'A12345' }, fault: { kind: 'status', status: 503 } });
    expect((await stub.ask(`/Device${searchFor('A12345')}`)).status).toBe(503);
    expect((await stub.ask(`/Endpoint${searchFor('A12345')}`)).status).toBe(503);
    expect((await stub.ask(`/Device${searchFor('T10004')}`)).status).toBe(200);
  });

  test('take the last organisation asked for that is not blank, as the search does', async () => {
    await dial({ match: { odsCode: 'A12345' }, fault: { kind: 'status', status: 503 } });
    const system = 'organization=https://fhir.nhs.uk/Id/ods-organization-code|';
    expect((await stub.ask(`/Device${searchFor('T10004')}&${system}A12345&${system}`)).status).toBe(503);
    expect((await stub.ask(`/Device${searchFor('A12345')}&${system}T10004`)).status).toBe(200);
  });

  test('show records by the names of their attributes', async () => {
    const { text } = await stub.send('/_stub/data/accreditedSystems/A12345-0000001');
    expect(JSON.parse(text)).toMatchObject({ nhsIDCode: 'A12345', uniqueIdentifier: ['918999198738'] });
  });

  test('keep a journal without the caller’s key', async () => {
    await stub.ask(`/Device${searchFor('A12345')}`);
    const { text } = await stub.send('/_stub/requests');
    expect(JSON.parse(text)).toMatchObject([{ method: 'GET', status: 200 }]);
    expect(text).not.toContain(API_KEY);
  });
});

describe('the log', () => {
  const lines = () => logged.mock.calls.map(([fields]) => fields);

  test('has one line for each request: route, status and correlation id, never the query or the key', async () => {
    await stub.ask(`/Device${searchFor('A12345')}`, { headers: { 'x-correlation-id': CORRELATION_ID } });
    await stub.ask(`/Endpoint?secret=1`);
    expect(lines()).toEqual([
      {
        method: 'GET',
        route: `${BASE}/Device`,
        status: 200,
        ms: expect.any(Number),
        correlationId: CORRELATION_ID,
      },
      {
        method: 'GET',
        route: `${BASE}/Endpoint`,
        status: 400,
        ms: expect.any(Number),
        correlationId: expect.stringMatching(UUID),
      },
    ]);
  });

  test('shows neither a path that is not the stub’s own nor an id that is no UUID', async () => {
    await stub.send('/something/9999999999?x=y', { headers: { 'x-correlation-id': 'free text' } });
    await stub.send(`${BASE}/Device`, { headers: { 'x-correlation-id': 'free text' } });
    expect(lines()).toEqual([
      {
        method: 'GET',
        route: 'unknown',
        status: 404,
        ms: expect.any(Number),
        correlationId: expect.stringMatching(UUID),
      },
      { method: 'GET', route: `${BASE}/Device`, status: 401, ms: expect.any(Number) },
    ]);
  });

  test('tells of a request that got no answer', async () => {
    await dial({ fault: { kind: 'reset' } });
    await expect(stub.ask(`/Device${searchFor('A12345')}`)).rejects.toThrow();
    expect(logged).toHaveBeenLastCalledWith(
      { method: 'GET', route: `${BASE}/Device`, ms: expect.any(Number) },
      'not answered in full',
    );
  });
});
