import { describe, expect, test } from '@jest/globals';
import { createPeople } from '../people/create-people.ts';
import { createRecords } from './create-records.ts';
import type { GpRecord } from './gp-record.ts';
import { codingsIn, referencesIn, referenceTo, resourcesOf } from './testing/record-view.ts';
import { hasSnomedCheckDigit } from './testing/snomed-check-digit.ts';

const TODAY = '2026-11-21';
const records = createRecords(TODAY);
const people = createPeople(TODAY);

function pdsPatient(nhsNumber: string) {
  const person = people.find(({ id }) => id === nhsNumber);
  if (person === undefined) throw new Error('PDS knows nobody by this number');
  return person.resource;
}

const named = (record: GpRecord) => [record.id, record] as const;

/** Profiles whose name is not the resource type's. */
const PROFILES: Readonly<Record<string, string>> = { Condition: 'ProblemHeader-Condition' };
const VERSIONED = ['Patient', 'Organization', 'Practitioner', 'PractitionerRole', 'Location'];
const WITHOUT_IDENTIFIER = ['PractitionerRole', 'Location', 'Medication', 'List'];

describe.each(records.map(named))('the record of %s', (_nhsNumber, record) => {
  test('is whole: everything that is referred to is in it', () => {
    const held = new Set(record.items.map(referenceTo));
    const dangling = record.items
      .flatMap(({ resource }) => referencesIn(resource))
      .filter((reference) => !held.has(reference));
    expect(dangling).toEqual([]);
  });

  test('holds each resource once, under a legal id', () => {
    const references = record.items.map(referenceTo);
    expect(references.filter((reference, index) => references.indexOf(reference) !== index)).toEqual([]);
    expect(references.filter((reference) => !/^[A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(reference))).toEqual([]);
  });

  test('names one profile on each resource, a version only where GP Connect wants one, and an identifier', () => {
    for (const { resource } of record.items) {
      const { resourceType, meta } = resource;
      const profile = `https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-${PROFILES[resourceType] ?? resourceType}-1`;
      expect({ resourceType, profile: meta?.profile, lastUpdated: meta?.lastUpdated }).toEqual({
        resourceType,
        profile: [profile],
        lastUpdated: undefined,
      });
      expect([resourceType, meta?.versionId !== undefined]).toEqual([resourceType, VERSIONED.includes(resourceType)]);
      expect([resourceType, 'identifier' in resource]).toEqual([
        resourceType,
        !WITHOUT_IDENTIFIER.includes(resourceType),
      ]);
    }
  });

  test('codes in SNOMED CT with identifiers whose check digit is right, and with their terms', () => {
    const snomed = record.items
      .flatMap(({ resource }) => codingsIn(resource))
      .filter(({ system }) => system === 'http://snomed.info/sct');
    expect(snomed.filter(({ code = '' }) => !hasSnomedCheckDigit(code))).toEqual([]);
    expect(snomed.filter(({ display = '' }) => display === '')).toEqual([]);
  });

  test('has no list but those that give a consultation its shape', () => {
    const codes = resourcesOf(record, 'List').map(({ code }) => code?.coding?.[0]?.code);
    expect(
      codes.filter((code) => !['325851000000107', '25851000000105', '24781000000107'].includes(code ?? '')),
    ).toEqual([]);
  });

  test('gives each clinician one role', () => {
    const practitioners = resourcesOf(record, 'PractitionerRole').map(({ practitioner }) => practitioner?.reference);
    expect(new Set(practitioners).size).toBe(practitioners.length);
  });

  test('is about the person whom PDS knows by this number', () => {
    const { name, gender, birthDate } = pdsPatient(record.id);
    const usual = name?.find(({ use }) => use === 'usual');
    expect(resourcesOf(record, 'Patient')).toHaveLength(1);
    expect(resourcesOf(record, 'Patient')[0]).toMatchObject({
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: record.id }],
      name: [{ use: 'official', family: usual?.family, given: usual?.given }],
      gender,
      birthDate,
    });
  });

  test('stands at the practice where PDS has the person registered', () => {
    expect(pdsPatient(record.id).generalPractitioner?.[0]?.identifier?.value).toBe(record.odsCode);
  });
});

describe('all records', () => {
  test('belong to different people', () => {
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
  });

  test('give every clinical item an identifier that no other record uses', () => {
    const ids = records.flatMap(({ items }) =>
      items
        .filter((item) => 'identifier' in item.resource && !/^(Organization|Practitioner)\//.test(referenceTo(item)))
        .map(referenceTo),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('are the same on every day but for what moves with it', () => {
    const ids = (day: string) => createRecords(day).map(({ id, odsCode }) => [id, odsCode]);
    expect(ids('2028-02-29')).toEqual(ids(TODAY));
  });

  test.each(['2026-01-01', '2027-03-31', '2028-02-29'])('are whole on %s, too', (day) => {
    const dangling = createRecords(day).flatMap(({ items }) => {
      const held = new Set(items.map(referenceTo));
      return items.flatMap(({ resource }) => referencesIn(resource)).filter((reference) => !held.has(reference));
    });
    expect(dangling).toEqual([]);
  });

  test('are made within 300 ms', () => {
    const began = performance.now();
    createRecords(TODAY);
    expect(performance.now() - began).toBeLessThan(300);
  });
});
