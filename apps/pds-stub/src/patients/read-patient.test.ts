import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople, SCENARIO_PATIENTS } from '@cdg/test-data';
import { faultIn, jsonIn, REQUEST_ID, runStub, type RunningStub } from '../testing/running-stub.ts';

const TODAY = '2026-03-01';
const people = createPeople(TODAY);

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub({ now: () => new Date(`${TODAY}T09:00:00Z`) });
});
afterAll(() => stub.close());

/** What PDS never answers with as it stands in the store. */
const SPECIAL: readonly string[] = [
  SCENARIO_PATIENTS.superseded,
  SCENARIO_PATIENTS.invalidatedInPds,
  SCENARIO_PATIENTS.restrictedA,
  SCENARIO_PATIENTS.restrictedB,
  SCENARIO_PATIENTS.pdsAlwaysThrottles,
  SCENARIO_PATIENTS.pdsRecovers,
];

describe('GET /Patient/{id}', () => {
  test.each(people.filter(({ id }) => !SPECIAL.includes(id)).map(({ id, resource }) => [id, resource] as const))(
    'answers %s with the record, complete',
    async (id, resource) => {
      const answer = await stub.ask(`/Patient/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('application/fhir+json');
      expect(answer.headers.etag).toBe(`W/"${resource.meta?.versionId ?? 'none'}"`);
      expect(jsonIn(answer)).toEqual(resource);
    },
  );

  test('writes members in alphabetical order at every depth', async () => {
    await stub.send('/_stub/data/patients', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        id: '9990000204',
        resource: { resourceType: 'Patient', meta: { versionId: '3', tag: [{ z: 1, b: 2 }] }, id: '9990000204' },
      }),
    });
    const { text, headers } = await stub.ask('/Patient/9990000204');
    await stub.send('/_stub/data/patients/9990000204', { method: 'DELETE' });
    expect(text).toBe('{"id":"9990000204","meta":{"tag":[{"b":2,"z":1}],"versionId":"3"},"resourceType":"Patient"}');
    expect(headers.etag).toBe('W/"3"');
  });

  test('says nothing of what it is made with, and nothing about caches', async () => {
    const { headers } = await stub.ask('/Patient/9999999999', { headers: { 'If-None-Match': 'W/"27"' } });
    expect(Object.keys(headers).toSorted()).toEqual(
      ['connection', 'content-length', 'content-type', 'date', 'etag', 'x-request-id'].toSorted(),
    );
  });

  test('has no 304: a known ETag gets the record again', async () => {
    const { headers } = await stub.ask('/Patient/9999999999');
    const again = await stub.ask('/Patient/9999999999', { headers: { 'If-None-Match': headers.etag } });
    expect(again.status).toBe(200);
  });

  test('takes the id in percent encoding', async () => {
    expect((await stub.ask('/Patient/%39999999999')).status).toBe(200);
  });

  test('leaves the key out when there is no practice', async () => {
    expect(jsonIn(await stub.ask('/Patient/9000000009'))).not.toHaveProperty('generalPractitioner');
  });

  test.each([
    '9990000205',
    '999000020',
    '99900002044',
    'abcdefghij',
    '%20990000204',
    '%E0%A4%A',
    '$x',
    '９９９００００２０４',
  ])('refuses %s, which is no NHS number', async (id) => {
    const answer = await stub.ask(`/Patient/${encodeURI(id).replaceAll('%25', '%')}`);
    expect(faultIn(answer)).toEqual({
      status: 400,
      type: 'application/fhir+json',
      issue: 'error/value',
      code: 'INVALID_RESOURCE_ID',
      display: 'Resource Id is invalid',
      diagnostics: undefined,
    });
    expect(answer.headers).not.toHaveProperty('etag');
  });

  test('does not know a number that belongs to nobody', async () => {
    const answer = await stub.ask(`/Patient/${SCENARIO_PATIENTS.neverExists}`);
    expect(faultIn(answer)).toEqual({
      status: 404,
      type: 'application/fhir+json',
      issue: 'information/not-found',
      code: 'RESOURCE_NOT_FOUND',
      display: 'Resource not found',
      diagnostics: undefined,
    });
    expect(answer.headers).not.toHaveProperty('etag');
  });

  test('does not give out a withdrawn record', async () => {
    expect(faultIn(await stub.ask(`/Patient/${SCENARIO_PATIENTS.invalidatedInPds}`))).toEqual({
      status: 404,
      type: 'application/fhir+json',
      issue: 'error/processing',
      code: 'INVALIDATED_RESOURCE',
      display: 'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
      diagnostics: undefined,
    });
  });

  test('answers a superseded number with the survivor, body and ETag', async () => {
    const old = await stub.ask(`/Patient/${SCENARIO_PATIENTS.superseded}`);
    const survivor = await stub.ask(`/Patient/${SCENARIO_PATIENTS.survivor}`);
    expect(jsonIn(old).id).toBe(SCENARIO_PATIENTS.survivor);
    expect(old.text).toBe(survivor.text);
    expect(old.headers.etag).toBe(survivor.headers.etag);
  });

  test.each([SCENARIO_PATIENTS.restrictedA, SCENARIO_PATIENTS.restrictedB])(
    'keeps back where %s, who is restricted, can be found',
    async (id) => {
      const record = jsonIn(await stub.ask(`/Patient/${id}`));
      expect(Object.keys(record)).toEqual(['birthDate', 'gender', 'id', 'identifier', 'meta', 'name', 'resourceType']);
      expect(record.meta).toMatchObject({ security: [{ code: 'R', display: 'restricted' }] });
    },
  );

  test('redacts by the code alone, and leaves what tells no place', async () => {
    const death = { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeathNotificationStatus' };
    const pharmacy = { url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NominatedPharmacy' };
    await patch('9990000026', { meta: { versionId: '4', security: [{ code: 'V' }] }, extension: [pharmacy, death] });
    const record = jsonIn(await stub.ask('/Patient/9990000026'));
    await stub.send('/_stub/reset', { method: 'POST' });
    expect(record.extension).toEqual([death]);
    expect(record).not.toHaveProperty('generalPractitioner');
  });
});

describe('a fault in a record', () => {
  test('429 comes every time, in the proxy’s words', async () => {
    for (const attempt of [1, 2, 3]) {
      const answer = await stub.ask(`/Patient/${SCENARIO_PATIENTS.pdsAlwaysThrottles}`);
      expect([attempt, faultIn(answer).diagnostics]).toEqual([
        attempt,
        expect.stringMatching(/has exceeded its quota of/),
      ]);
      expect(faultIn(answer)).toMatchObject({ status: 429, type: 'application/json', code: 'TOO_MANY_REQUESTS' });
      expect(answer.headers).not.toHaveProperty('retry-after');
    }
  });

  test('503 comes twice for each X-Request-ID, then the record', async () => {
    const path = `/Patient/${SCENARIO_PATIENTS.pdsRecovers}`;
    for (const requestId of [REQUEST_ID, REQUEST_ID.replace('3F', '4F')]) {
      const statuses = [];
      for (let attempt = 0; attempt < 4; attempt += 1) {
        statuses.push((await stub.ask(path, { headers: { 'X-Request-ID': requestId } })).status);
      }
      expect(statuses).toEqual([503, 503, 200, 200]);
    }
  });

  test('does not show before the token is checked', async () => {
    const path = `/Patient/${SCENARIO_PATIENTS.pdsAlwaysThrottles}`;
    expect((await stub.ask(path, { headers: { Authorization: undefined } })).status).toBe(401);
  });
});

describe('a record that testers have changed', () => {
  test('ends a circle of mergers', async () => {
    await stub.send('/_stub/data/patients/9990000123', {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ supersededBy: '9990000115' }),
    });
    const { status } = await stub.ask('/Patient/9990000115');
    await stub.send('/_stub/reset', { method: 'POST' });
    expect(status).toBe(200);
  });
});

async function patch(id: string, changes: Readonly<Record<string, unknown>>): Promise<void> {
  const resource = { ...people.find((person) => person.id === id)?.resource, ...changes };
  await stub.send(`/_stub/data/patients/${id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ resource }),
  });
}
