import { isNhsNumber } from '@cdg/fhir';
import { describe, expect, test } from '@jest/globals';
import type { Patient } from 'fhir/r3.js';
import { createDirectory } from '../directory/directory.ts';
import { createPeople } from '../people/create-people.ts';
import { createPractices } from '../practices/create-practices.ts';
import type { GpRecord } from '../records/gp-record.ts';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../scenarios.ts';
import { createNhsNumbers } from './nhs-numbers.ts';
import { populationConsumers, populationPractices } from './population-places.ts';
import { createPopulation } from './population.ts';
import type { Standing } from './standing.ts';

const PLAN = { seed: 7, patients: 3_000, practices: 40, consumers: 10, today: '2026-03-01' };
const PROVIDER = 'http://127.0.0.1:9003';
const population = createPopulation(PLAN);
const people = [...population.people()];
const firstWith = (standing: Standing) => {
  const found = people.find((person) => person.standing === standing);
  if (found === undefined) throw new Error(`nobody is ${standing}`);
  return found;
};

describe('NHS numbers of a population', () => {
  const numbers = createNhsNumbers({ seed: 1, patients: 100_000 });
  const all = Array.from({ length: 100_000 }, (_, index) => numbers.at(index));

  test('are all different, valid, and in the range that is never issued', () => {
    expect(new Set(all).size).toBe(100_000);
    expect(all.filter((number) => !/^999[0-9]{7}$/.test(number) || !isNhsNumber(number))).toEqual([]);
  });

  test('are nobody’s who always exists, even where there are half a million', () => {
    const most = createNhsNumbers({ seed: 3, patients: 500_000 });
    const others = createPeople(PLAN.today).map(({ id }) => id);
    const kept = [...others, SCENARIO_PATIENTS.neverExists, ...Object.values(CONFORMANCE_PATIENTS)];
    expect(kept.map((number) => most.indexOf(number))).toEqual(kept.map(() => undefined));
  });

  test('lead back to their owners', () => {
    expect(all.findIndex((number, index) => numbers.indexOf(number) !== index)).toBe(-1);
  });

  test.each([
    ['with another check digit', (number: string) => number.slice(0, 9) + String((Number(number[9]) + 1) % 10)],
    ['outside the range', (number: string) => `998${number.slice(3)}`],
    ['that are too long', (number: string) => `${number}0`],
    ['that are no numbers', () => '999000000x'],
  ])('%s are nobody’s', (_what, change) => {
    expect(numbers.indexOf(change(all[0] ?? ''))).toBeUndefined();
  });
});

describe('the places of a population', () => {
  const plan = { ...PLAN, practices: 10_000, consumers: 1_000 };
  const systems = [...populationPractices(plan), ...populationConsumers(plan)];

  test.each([
    ['ODS codes', systems.map(({ odsCode }) => odsCode), /^[A-Z0-9]{3,10}$/],
    ['ASIDs', systems.map(({ asid }) => asid), /^[0-9]{12}$/],
    ['party keys', systems.map(({ partyKey }) => partyKey), /^[A-Z0-9]+-[0-9]{7}$/],
  ])('have %s of the right form, each another', (_what, values, form) => {
    expect(values.filter((value) => !form.test(value))).toEqual([]);
    expect(new Set(values).size).toBe(11_000);
  });

  test('have nothing in common with those that always exist', () => {
    const { accreditedSystems } = createDirectory({ providerUrl: PROVIDER });
    const fixed = new Set([
      ...accreditedSystems.flatMap(({ nhsIDCode, nhsMhsPartyKey, uniqueIdentifier }) => [
        nhsIDCode,
        nhsMhsPartyKey,
        ...(uniqueIdentifier ?? []),
      ]),
      ...createPractices().map(({ id }) => id),
      ...['T10001', 'T20001', 'T20004', 'T90001', 'T90010'],
    ]);
    expect(
      systems.filter((system) => [system.odsCode, system.asid, system.partyKey].some((key) => fixed.has(key))),
    ).toEqual([]);
  });

  test('have lists of different length, none of them empty', () => {
    const lists = population.practices.map(
      ({ odsCode }) => people.filter((each) => each.practice?.odsCode === odsCode).length,
    );
    expect(Math.min(...lists)).toBeGreaterThan(5);
    expect(Math.max(...lists)).toBeGreaterThan(3 * Math.min(...lists));
  });

  test('are reached through the directory: an ASID and an address for every practice, an ASID for every consumer', () => {
    const directory = population.createDirectory({ providerUrl: PROVIDER });
    for (const { odsCode, asid, partyKey } of population.practices) {
      const device = directory.accreditedSystems.find(({ nhsIDCode }) => nhsIDCode === odsCode);
      expect(device).toMatchObject({ uniqueIdentifier: [asid], nhsMhsPartyKey: partyKey });
    }
    const structured = directory.messageHandlingSystems.filter(({ id }) => id.endsWith('-get-structured-record'));
    expect(structured.map(({ nhsMHSEndPoint }) => nhsMHSEndPoint)).toEqual(
      population.practices.map(({ odsCode }) => [`${PROVIDER}/${odsCode}/STU3/1/gpconnect/structured`]),
    );
    expect(directory.accreditedSystems.map(({ nhsIDCode }) => nhsIDCode)).toEqual(
      [...population.practices, ...population.consumers].map(({ odsCode }) => odsCode),
    );
    expect(population.createPractices().map(({ id, asid }) => [id, asid])).toEqual(
      population.practices.map(({ odsCode, asid }) => [odsCode, asid]),
    );
  });
});

function patientIn(record: GpRecord | undefined): Patient | undefined {
  return record?.items.map(({ resource }) => resource).find((resource) => resource.resourceType === 'Patient');
}

describe('the people of a population', () => {
  test('are the same for the same plan, in any process and in any order', () => {
    const again = createPopulation({ ...PLAN });
    expect([2_999, 17, 0].map((index) => again.personAt(index))).toEqual([2_999, 17, 0].map((index) => people[index]));
    const { nhsNumber } = firstWith('ordinary').facts;
    expect(again.createPerson(nhsNumber)).toEqual(population.createPerson(nhsNumber));
    expect(again.createRecord(nhsNumber)).toEqual(population.createRecord(nhsNumber));
  });

  test('are others for another seed', () => {
    const other = createPopulation({ ...PLAN, seed: 8 });
    const same = people.filter(({ index, facts }) => other.personAt(index).facts.nhsNumber === facts.nhsNumber);
    expect(same.length).toBeLessThan(30);
    expect(other.personAt(0).facts).not.toMatchObject({
      family: people[0]?.facts.family,
      birthDate: people[0]?.facts.birthDate,
    });
    expect(other.practices.map(({ odsCode }) => odsCode)).not.toEqual(
      population.practices.map(({ odsCode }) => odsCode),
    );
  });

  test('stay who they are when more are added', () => {
    const larger = createPopulation({ ...PLAN, patients: 6_000 });
    expect(larger.personAt(5).facts).toEqual(people[5]?.facts);
  });

  test('are of all ages and both sexes, as in a country', () => {
    const share = (count: number) => count / people.length;
    const born = (from: string, to: string) =>
      people.filter(({ facts: { birthDate } }) => birthDate >= from && birthDate < to).length;
    expect(share(born('2008-03-01', '2026-03-02'))).toBeCloseTo(0.21, 1);
    expect(share(born('1961-03-01', '2008-03-01'))).toBeCloseTo(0.6, 1);
    expect(share(born('1900-01-01', '1961-03-01'))).toBeCloseTo(0.19, 1);
    expect(share(people.filter(({ facts }) => facts.gender === 'female').length)).toBeCloseTo(0.5, 1);
    expect(people.filter(({ facts }) => facts.birthDate > PLAN.today)).toEqual([]);
  });

  test.each<Standing>(['restricted', 'deceased', 'withoutPractice', 'left', 'superseded', 'dissents'])(
    'are %s in a few of a thousand cases',
    (standing) => {
      const count = people.filter((person) => person.standing === standing).length;
      expect(count).toBeGreaterThanOrEqual(3);
      expect(count).toBeLessThan(30);
    },
  );

  test('are nobody beyond the last one', () => {
    expect(() => population.personAt(3_000)).toThrow(RangeError);
    expect(() => population.personAt(-1)).toThrow(RangeError);
    expect(population.createPerson('9999999999')).toBeUndefined();
    expect(population.createRecord('9999999999')).toBeUndefined();
  });
});

describe('PDS and the practice', () => {
  const pdsOf = (nhsNumber: string) => population.createPerson(nhsNumber)?.resource;
  const practiceOf = (nhsNumber: string) => pdsOf(nhsNumber)?.generalPractitioner?.[0]?.identifier;

  const ordinary = people.slice(0, 50).filter(({ standing }) => standing === 'ordinary');

  test.each(ordinary.map(({ facts }) => [facts.nhsNumber]))('tell the same of %s', (nhsNumber) => {
    const pds = pdsOf(nhsNumber);
    const usual = pds?.name?.find(({ use }) => use === 'usual');
    expect(patientIn(population.createRecord(nhsNumber))).toMatchObject({
      identifier: [{ value: nhsNumber }],
      gender: pds?.gender,
      birthDate: pds?.birthDate,
      name: [{ family: usual?.family, given: usual?.given }],
      address: [pds?.address?.map(({ line, postalCode }) => ({ line, postalCode }))[0]],
    });
  });

  test.each(ordinary.map(({ facts, practice }) => [facts.nhsNumber, practice?.name ?? ''] as const))(
    'tell the same practice of %s: %s',
    (nhsNumber, name) => {
      const record = population.createRecord(nhsNumber);
      expect(practiceOf(nhsNumber)).toMatchObject({
        value: record?.odsCode,
        period: { start: record?.registration.start },
      });
      const reference = patientIn(record)?.managingOrganization?.reference;
      const own = record?.items
        .map(({ resource }) => resource)
        .find(({ resourceType, id }) => `${resourceType}/${id ?? ''}` === reference);
      expect(own).toMatchObject({ name, identifier: [{ value: record?.odsCode }] });
    },
  );

  test('keep back whoever is restricted', () => {
    const { nhsNumber } = firstWith('restricted').facts;
    expect(pdsOf(nhsNumber)?.meta?.security?.[0]?.code).toBe('R');
    expect(population.createRecord(nhsNumber)?.sensitive).toBe(true);
  });

  test('know of a death, for which the registration ends only with the formal notice', () => {
    for (const { facts, death } of people.filter(({ standing }) => standing === 'deceased')) {
      expect(pdsOf(facts.nhsNumber)?.deceasedDateTime).toBe(`${death?.date ?? ''}T00:00:00+00:00`);
      expect(population.createRecord(facts.nhsNumber)?.deceasedDate).toBe(death?.date);
      expect(practiceOf(facts.nhsNumber)?.period?.end === undefined).toBe(death?.notice === 'informal');
    }
  });

  test('have no practice and no record for those who were never registered', () => {
    const { nhsNumber } = firstWith('withoutPractice').facts;
    expect(pdsOf(nhsNumber)).not.toHaveProperty('generalPractitioner');
    expect(population.createRecord(nhsNumber)).toBeUndefined();
  });

  test('agree on when somebody left', () => {
    const { nhsNumber } = firstWith('left').facts;
    const end = population.createRecord(nhsNumber)?.registration.end;
    expect(practiceOf(nhsNumber)?.period?.end).toBe(end);
    expect((end ?? '9') < PLAN.today).toBe(true);
  });

  test('lead from a superseded number to its survivor, who is the same person', () => {
    const superseded = firstWith('superseded');
    const survivor = people.find(({ facts }) => facts.nhsNumber === superseded.supersededBy);
    expect(survivor?.standing).toBe('ordinary');
    expect({ ...superseded.facts, nhsNumber: survivor?.facts.nhsNumber }).toEqual(survivor?.facts);
    expect(population.createPerson(superseded.facts.nhsNumber)?.supersededBy).toBe(superseded.supersededBy);
    expect(population.createRecord(superseded.facts.nhsNumber)?.supersededBy).toBe(superseded.supersededBy);
  });

  test('agree on nothing about sharing, which only the practice knows', () => {
    const { nhsNumber } = firstWith('dissents').facts;
    expect(population.createRecord(nhsNumber)?.dissentsFromSharing).toBe(true);
    expect(practiceOf(nhsNumber)?.period?.end).toBeUndefined();
  });
});
