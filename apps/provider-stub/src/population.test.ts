import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { createLogger, listen, type RunningServer } from '@cdg/http-server';
import { CONSUMERS, createPopulation, type PopulationPerson, type Standing } from '@cdg/test-data';
import { createProviderStub } from './app.ts';
import { bearerToken } from './testing/audit-token.ts';
import { send } from './testing/http-exchange.ts';
import { ALL_ALLERGIES, asking, patient } from './testing/parameters-body.ts';
import { refusalOf, resourcesOf } from './testing/read-answer.ts';
import { NOW, TRACE_ID } from './testing/run-provider-stub.ts';

const PLAN = { seed: 5, patients: 2_000, practices: 30, consumers: 3, today: '2026-03-01' };
const EVERYTHING = [
  ALL_ALLERGIES,
  asking('includeMedication'),
  asking('includeConsultations'),
  asking('includeProblems'),
  asking('includeImmunisations'),
  asking('includeUncategorisedData'),
  asking('includeInvestigations'),
  asking('includeReferrals'),
  asking('includeDiaryEntries'),
];
const population = createPopulation(PLAN);
const people = [...population.people()];
const registered = people.filter(({ standing }) => standing === 'ordinary');
const someone = (standing: Standing): PopulationPerson => {
  const found = people.find((person) => person.standing === standing);
  if (found === undefined) throw new Error(`nobody is ${standing}`);
  return found;
};

let running: RunningServer;
beforeAll(async () => {
  const { app, dials } = createProviderStub({
    logger: createLogger({ service: 'provider-stub', level: 'silent' }),
    sdsUrl: () => 'http://127.0.0.1:9',
    population: PLAN,
    now: () => NOW,
  });
  running = await listen(app, { host: '127.0.0.1', port: 0 });
  dials.bindListener(running);
});
afterAll(async () => {
  await running.close(0);
});

/** Asks the practice for everything that it holds on a patient. */
function ask({ facts, practice = population.practices[0] }: PopulationPerson) {
  const root = `${running.url}/${practice?.odsCode ?? ''}/STU3/1/gpconnect/structured`;
  return send(`${root}/Patient/$gpc.getstructuredrecord`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/fhir+json',
      [SSP_HEADERS.traceId]: TRACE_ID,
      [SSP_HEADERS.from]: CONSUMERS.main.asid,
      [SSP_HEADERS.to]: practice?.asid,
      [SSP_HEADERS.interactionId]: INTERACTIONS.getStructuredRecord.id,
      Authorization: `Bearer ${bearerToken({ audience: root, issued: NOW })}`,
    },
    body: JSON.stringify({ resourceType: 'Parameters', parameter: [patient(facts.nhsNumber), ...EVERYTHING] }),
  });
}

const change = (method: string, person: PopulationPerson, body?: object) =>
  send(`${running.url}/_stub/data/records/${person.facts.nhsNumber}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('a provider stub with a population', () => {
  test('answers with the record of the patient, made for the question', async () => {
    for (const person of registered.slice(0, 60)) {
      const answer = await ask(person);
      const resources = resourcesOf(answer);
      expect(answer.status).toBe(200);
      expect(resources.length).toBeGreaterThan(15);
      expect(resources.find(({ resourceType }) => resourceType === 'Patient')).toMatchObject({
        identifier: [{ value: person.facts.nhsNumber }],
        birthDate: person.facts.birthDate,
      });
    }
  });

  test.each([
    ['restricted', 404, 'PATIENT_NOT_FOUND'],
    ['deceased', 404, 'PATIENT_NOT_FOUND'],
    ['left', 404, 'PATIENT_NOT_FOUND'],
    ['superseded', 404, 'PATIENT_NOT_FOUND'],
    ['withoutPractice', 404, 'PATIENT_NOT_FOUND'],
    ['dissents', 403, 'NO_PATIENT_CONSENT'],
  ] as const)('refuses the record of somebody who is %s with %i', async (standing, status, code) => {
    expect(refusalOf(await ask(someone(standing)))).toMatchObject({ status, code });
  });

  test('lets testers change a record, delete it, and have it back', async () => {
    const person = registered[7] ?? someone('ordinary');
    expect((await change('PATCH', person, { dissentsFromSharing: true })).status).toBe(200);
    expect(refusalOf(await ask(person)).code).toBe('NO_PATIENT_CONSENT');
    expect((await change('DELETE', person)).status).toBe(200);
    expect(refusalOf(await ask(person)).code).toBe('PATIENT_NOT_FOUND');
    await send(`${running.url}/_stub/reset`, { method: 'POST', headers: {} });
    expect((await ask(person)).status).toBe(200);
  });
});
