import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPopulation, type Standing } from '@cdg/test-data';
import { z } from 'zod';
import { faultIn, jsonIn, runStub, type RunningStub } from './testing/running-stub.ts';

const PLAN = { seed: 5, patients: 2_000, practices: 30, consumers: 3, today: '2026-03-01' };
const people = [...createPopulation(PLAN).people()];
const someone = (standing: Standing) => {
  const found = people.find((person) => person.standing === standing);
  if (found === undefined) throw new Error(`nobody is ${standing}`);
  return found.facts;
};
const married = people.find(({ standing, facts }) => standing === 'ordinary' && facts.maiden !== undefined)?.facts;

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub({ settings: { population: PLAN } });
});
afterAll(async () => {
  await stub.close();
});

const search = (
  facts: { readonly family: string; readonly given: readonly string[]; readonly birthDate: string },
  more = '',
) =>
  stub.ask(
    `/Patient?family=${encodeURIComponent(facts.family)}&given=${encodeURIComponent(facts.given[0] ?? '')}&birthdate=eq${facts.birthDate}${more}`,
  );
const found = async (answer: ReturnType<typeof search>) => {
  const { entry = [] } = jsonIn(await answer);
  return JSON.stringify(entry);
};

describe('a PDS stub with a population', () => {
  test('reads anybody of it', async () => {
    const { nhsNumber, family, practice } = someone('ordinary');
    const patient = jsonIn(await stub.ask(`/Patient/${nhsNumber}`));
    expect(patient).toMatchObject({
      id: nhsNumber,
      name: [{ family }],
      generalPractitioner: [{ identifier: { value: practice?.odsCode } }],
    });
  });

  test('still knows those who always exist', async () => {
    expect(jsonIn(await stub.ask('/Patient/9999999999'))).toMatchObject({ birthDate: '1973-09-24' });
    expect(await found(stub.ask('/Patient?family=Jones&given=Alice&birthdate=eq1973-09-24'))).toContain('9999999999');
  });

  test('redacts whoever is restricted', async () => {
    const patient = jsonIn(await stub.ask(`/Patient/${someone('restricted').nhsNumber}`));
    expect(patient).not.toHaveProperty('address');
    expect(patient).not.toHaveProperty('generalPractitioner');
  });

  test('answers for a superseded number with its survivor', async () => {
    const { nhsNumber } = someone('superseded');
    const survivor = people.find(({ facts }) => facts.nhsNumber === nhsNumber)?.supersededBy;
    expect(jsonIn(await stub.ask(`/Patient/${nhsNumber}`))).toMatchObject({ id: survivor });
    expect(await found(search(someone('superseded')))).toContain(survivor);
  });

  test('finds people by name and birth date', async () => {
    const { facts } = people[1_234] ?? { facts: someone('ordinary') };
    expect(await found(search(facts))).toContain(facts.nhsNumber);
  });

  test('finds people by a former name where history is searched', async () => {
    if (married?.maiden === undefined) throw new Error('nobody has married');
    const former = { ...married, family: married.maiden.family };
    expect(await found(search(former))).toBe('[]');
    expect(await found(search(former, '&_history=true'))).toContain(married.nhsNumber);
  });

  test('says that there are too many when a search fits more than one', async () => {
    const answer = await stub.ask(`/Patient?family=${someone('ordinary').family.slice(0, 2)}*&birthdate=ge1900-01-01`);
    expect(faultIn(answer).code).toBe('TOO_MANY_MATCHES');
  });
});

describe('testers', () => {
  test('change somebody of a population, whom searches then find as changed and no longer as before', async () => {
    const before = people.filter(({ standing }) => standing === 'ordinary')[9]?.facts ?? someone('ordinary');
    const url = `/_stub/data/patients/${before.nhsNumber}`;
    const person = z.looseObject({ resource: z.looseObject({}) }).parse(jsonIn(await stub.send(url)));
    const after = { family: 'Renamed', given: ['Newly'], birthDate: '1950-01-02' };
    const resource = { ...person.resource, birthDate: after.birthDate, name: [{ use: 'usual', ...after }] };
    const changed = await stub.send(url, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ resource }),
    });
    expect(changed.status).toBe(200);
    expect(await found(search(after))).toContain(before.nhsNumber);
    expect(await found(search(before))).not.toContain(before.nhsNumber);
    expect(await found(search({ ...after, birthDate: before.birthDate }))).not.toContain(before.nhsNumber);
  });

  test('delete somebody, and bring everybody back', async () => {
    const { nhsNumber } = people.filter(({ standing }) => standing === 'ordinary')[10]?.facts ?? someone('ordinary');
    await stub.send(`/_stub/data/patients/${nhsNumber}`, { method: 'DELETE' });
    expect(faultIn(await stub.ask(`/Patient/${nhsNumber}`)).status).toBe(404);
    await stub.send('/_stub/reset', { method: 'POST' });
    expect((await stub.ask(`/Patient/${nhsNumber}`)).status).toBe(200);
  });
});
