import { describe, expect, test } from '@jest/globals';
import { isNhsNumber } from '@cdg/fhir';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../scenarios.ts';
import { createPeople } from './create-people.ts';
import { HTML_PATIENTS } from './html-patients.ts';

const TODAY = '2026-03-01';
const people = createPeople(TODAY);
const person = (nhsNumber: string) => {
  const found = people.find(({ id }) => id === nhsNumber);
  if (!found) throw new Error(`nobody has the number ${nhsNumber}`);
  return found;
};
const practiceOf = (nhsNumber: string) => person(nhsNumber).resource.generalPractitioner?.[0]?.identifier;

/** What PDS's closed Patient schema names, in the order in which PDS writes it. */
const ROOT_MEMBERS = [
  'address',
  'birthDate',
  'contact',
  'deceasedDateTime',
  'extension',
  'gender',
  'generalPractitioner',
  'id',
  'identifier',
  'managingOrganization',
  'meta',
  'multipleBirthInteger',
  'name',
  'resourceType',
  'telecom',
];

describe('the people PDS knows', () => {
  test('are all scenario, conformance and HTML patients but the one who exists nowhere, each once', () => {
    const { neverExists, ...known } = SCENARIO_PATIENTS;
    const expected = [known, CONFORMANCE_PATIENTS, HTML_PATIENTS].flatMap((group) => Object.values(group));
    expect(people.map(({ id }) => id).toSorted()).toEqual(expected.toSorted());
    expect(expected).not.toContain(neverExists);
  });

  test('have different names', () => {
    const names = people
      .filter(({ supersededBy }) => supersededBy === undefined)
      .map(({ resource }) => resource.name?.[0]?.family);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(people.map(({ id, resource }) => [id, resource] as const))(
    '%s is shaped as PDS writes a Patient',
    (id, patient) => {
      expect(isNhsNumber(id)).toBe(true);
      expect(patient.id).toBe(id);
      expect(patient.identifier?.[0]?.value).toBe(id);
      expect(Object.keys(patient)).toEqual(ROOT_MEMBERS.filter((member) => member in patient));
      expect(patient.address?.every(({ postalCode }) => postalCode?.startsWith('ZZ99 '))).toBe(true);
      expect(JSON.stringify(patient)).not.toMatch(/null|""|\[\]|\{\}/);
      const telephones = patient.telecom?.filter(({ system }) => system === 'phone').map(({ value }) => value) ?? [];
      expect(telephones.every((value) => /^(07700900|01632960)\d{3}$/.test(value ?? ''))).toBe(true);
    },
  );

  test.each([
    [SCENARIO_PATIENTS.practiceNotInSds, 'T10001'],
    [SCENARIO_PATIENTS.practiceWithBlankAsid, 'T10002'],
    [SCENARIO_PATIENTS.practiceWithoutEndpoint, 'T10003'],
    [SCENARIO_PATIENTS.severalSystems, 'T10004'],
    ...[
      SCENARIO_PATIENTS.fullRecord,
      SCENARIO_PATIENTS.survivor,
      SCENARIO_PATIENTS.recentlyDeceased,
      SCENARIO_PATIENTS.dissent,
      SCENARIO_PATIENTS.pdsAlwaysThrottles,
      SCENARIO_PATIENTS.pdsRecovers,
      ...Object.values(CONFORMANCE_PATIENTS),
      ...Object.values(HTML_PATIENTS),
    ].map((nhsNumber) => [nhsNumber, 'A12345'] as const),
  ])('%s is registered at %s to this day', (nhsNumber, odsCode) => {
    const practice = practiceOf(nhsNumber);
    expect(practice).toMatchObject({ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: odsCode });
    expect(practice?.period?.end).toBeUndefined();
    expect((practice?.period?.start ?? '9') < '2024').toBe(true);
  });

  test('9000000009 is Jane Smith and has no practice', () => {
    expect(person('9000000009').resource.name?.[0]).toMatchObject({ family: 'Smith', given: ['Jane', 'Marie'] });
    expect(person('9000000009').resource).not.toHaveProperty('generalPractitioner');
  });

  test('9999999999 is Alice Jones, with something in every kind of element', () => {
    const { resource, relatedPeople } = person('9999999999');
    expect(resource.name?.map(({ family, use }) => [family, use])).toEqual([
      ['Jones', 'usual'],
      ['Hartwell', 'maiden'],
    ]);
    expect(Object.keys(resource)).toEqual(expect.arrayContaining(['address', 'contact', 'extension', 'telecom']));
    expect(relatedPeople).toHaveLength(1);
  });

  test('one registration has ended, with the reason', () => {
    expect(practiceOf(SCENARIO_PATIENTS.registrationEnded)?.period?.end).toBe('2023-03-31');
    expect(person(SCENARIO_PATIENTS.registrationEnded).resource.managingOrganization).toBeDefined();
  });

  test('one died 14 days before today, informally notified, and one long before', () => {
    expect(person(SCENARIO_PATIENTS.recentlyDeceased).resource.deceasedDateTime).toBe('2026-02-15T00:00:00+00:00');
    expect(JSON.stringify(person(SCENARIO_PATIENTS.recentlyDeceased).resource.extension)).toContain('Informal');
    expect(person(HTML_PATIENTS.diedLongAgo).resource.deceasedDateTime).toBe('2025-12-01T00:00:00+00:00');
  });

  test('the restricted ones are stored complete', () => {
    for (const nhsNumber of [SCENARIO_PATIENTS.restrictedA, SCENARIO_PATIENTS.restrictedB]) {
      const { resource } = person(nhsNumber);
      expect(resource.meta?.security?.[0]?.code).toBe('R');
      expect(resource).toMatchObject({ address: [{}], telecom: expect.anything(), generalPractitioner: [{}] });
    }
  });

  test('merged, withdrawn and misbehaving records say so as facts', () => {
    expect(person(SCENARIO_PATIENTS.superseded).supersededBy).toBe(SCENARIO_PATIENTS.survivor);
    expect(person(SCENARIO_PATIENTS.invalidatedInPds).invalidated).toBe(true);
    expect(person(SCENARIO_PATIENTS.pdsAlwaysThrottles).fault).toMatchObject({ kind: 'status', status: 429 });
    expect(person(SCENARIO_PATIENTS.pdsRecovers).fault).toMatchObject({ status: 503, timesPerRequestId: 2 });
  });
});
