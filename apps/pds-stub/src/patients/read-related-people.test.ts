import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPeople, SCENARIO_PATIENTS } from '@cdg/test-data';
import { faultIn, jsonIn, runStub, type RunningStub } from '../testing/running-stub.ts';

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub({ now: () => new Date('2026-03-01T09:00:00.123Z') });
});
afterAll(() => stub.close());

const pathOf = (id: string) => `/Patient/${id}/RelatedPerson`;
const NOBODY = { resourceType: 'Bundle', type: 'searchset', timestamp: '2026-03-01T09:00:00+00:00', total: 0 };

describe('GET /Patient/{id}/RelatedPerson', () => {
  test('lists whom the patient named, each with an address of its own', async () => {
    const people =
      createPeople('2026-03-01').find(({ id }) => id === SCENARIO_PATIENTS.noPractice)?.relatedPeople ?? [];
    const answer = await stub.ask(pathOf(SCENARIO_PATIENTS.noPractice));
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/fhir+json' } });
    expect(people).toHaveLength(2);
    expect(jsonIn(answer)).toEqual({
      ...NOBODY,
      total: 2,
      entry: people.map((resource) => ({
        fullUrl: `${stub.url}/personal-demographics/FHIR/R4/Patient/9000000009/RelatedPerson/${resource.id ?? ''}`,
        resource,
      })),
    });
  });

  test('has no entry when there is nobody', async () => {
    expect(jsonIn(await stub.ask(pathOf('9990000018')))).toEqual(NOBODY);
  });

  test('names nobody for a restricted patient', async () => {
    await stub.send(`/_stub/data/patients/${SCENARIO_PATIENTS.restrictedA}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ relatedPeople: [{ resourceType: 'RelatedPerson', id: 'R1' }] }),
    });
    const body = jsonIn(await stub.ask(pathOf(SCENARIO_PATIENTS.restrictedA)));
    await stub.send('/_stub/reset', { method: 'POST' });
    expect(body).toEqual(NOBODY);
  });

  test.each([
    ['1234567890', 400, 'INVALID_RESOURCE_ID'],
    [SCENARIO_PATIENTS.neverExists, 404, 'RESOURCE_NOT_FOUND'],
    [SCENARIO_PATIENTS.invalidatedInPds, 404, 'INVALIDATED_RESOURCE'],
    [SCENARIO_PATIENTS.pdsAlwaysThrottles, 429, 'TOO_MANY_REQUESTS'],
  ])('refuses %s as the read does, with %i %s', async (id, ...expected) => {
    const { status, code } = faultIn(await stub.ask(pathOf(id)));
    expect([status, code]).toEqual(expected);
  });
});
