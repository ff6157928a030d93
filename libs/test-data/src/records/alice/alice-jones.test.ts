import { describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '../../scenarios.ts';
import { createRecords } from '../create-records.ts';
import type { ClinicalArea, GpRecord } from '../gp-record.ts';
import { codingsIn, itemsOf, referencesIn, resourcesOf, textsIn } from '../testing/record-view.ts';

const TODAY = '2026-11-21';

function aliceOn(day: string): GpRecord {
  const alice = createRecords(day).find(({ id }) => id === SCENARIO_PATIENTS.fullRecord);
  if (alice === undefined) throw new Error('Alice has no record');
  return alice;
}

const alice = aliceOn(TODAY);
const resources = alice.items.map(({ resource }) => resource);

/** The most frequent of these values, and how often it comes. */
function mostFrequent(values: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Math.max(...counts.values());
}

describe('the record of Alice Jones', () => {
  test.each<[ClinicalArea, number]>([
    ['consultations', 40],
    ['problems', 20],
    ['medication', 30],
    ['allergies', 4],
    ['immunisations', 25],
    ['uncategorisedData', 120],
    ['investigations', 35],
    ['referrals', 6],
    ['diaryEntries', 6],
  ])('has %s, at least %i', (area, count) => {
    expect(itemsOf(alice, area).length).toBeGreaterThanOrEqual(count);
  });

  test('has hundreds of resources', () => {
    expect(resources.length).toBeGreaterThanOrEqual(300);
  });

  test('is one life, not a template in a loop: many codes, and texts that hardly come twice', () => {
    const codes = resources.flatMap((resource) => codingsIn(resource)).map(({ code = '' }) => code);
    expect(new Set(codes).size).toBeGreaterThanOrEqual(180);
    const notes = resourcesOf(alice, 'Observation').flatMap(({ comment }) => comment ?? []);
    expect(new Set(notes).size).toBeGreaterThanOrEqual(130);
    expect(mostFrequent(notes)).toBeLessThanOrEqual(8);
    const problems = resourcesOf(alice, 'Condition').map(({ code }) => code?.coding?.[0]?.code ?? '');
    expect(mostFrequent(problems)).toBeLessThanOrEqual(2);
  });

  test('spans forty years and more, and no clinical entry lies after today', () => {
    const days = resources
      .flatMap((resource) =>
        'effectiveDateTime' in resource
          ? resource.effectiveDateTime
          : 'authoredOn' in resource
            ? resource.authoredOn
            : [],
      )
      .flatMap((day) => day?.slice(0, 10) ?? [])
      .sort();
    expect(days[0]?.slice(0, 4)).toBe('1976');
    expect(days.at(-1)?.localeCompare(TODAY)).toBeLessThanOrEqual(0);
    const given = resourcesOf(alice, 'Immunization')
      .map(({ date = '' }) => date)
      .sort();
    expect(given.find((day) => day !== '')).toBe('1974-02-12');
  });

  test('goes on until a few days ago, whatever day it is', () => {
    for (const day of [TODAY, '2027-08-09', '2030-01-01']) {
      const last = resourcesOf(aliceOn(day), 'Encounter')
        .map(({ period }) => period?.start ?? '')
        .sort()
        .at(-1);
      const daysAgo = (Date.parse(day) - Date.parse(last ?? '')) / 86_400_000;
      expect(daysAgo).toBeGreaterThan(1);
      expect(daysAgo).toBeLessThan(8);
    }
  });

  test('has problems of every kind: major and minor, active and inactive, under one another', () => {
    const kinds = resourcesOf(alice, 'Condition').map(
      ({ clinicalStatus, extension = [] }) => `${extension[0]?.valueCode ?? ''} ${clinicalStatus ?? ''}`,
    );
    expect(new Set(kinds)).toEqual(new Set(['major active', 'minor active', 'major inactive', 'minor inactive']));
    const related = resourcesOf(alice, 'Condition').flatMap((problem) => referencesIn(problem));
    expect(related.some((reference) => reference.startsWith('Condition/'))).toBe(true);
  });

  test.each([
    'MedicationRequest',
    'Observation',
    'AllergyIntolerance',
    'Immunization',
    'DiagnosticReport',
    'ReferralRequest',
    'ProcedureRequest',
    'DocumentReference',
    'Encounter',
  ])('links problems to %s', (type) => {
    const related = resourcesOf(alice, 'Condition').flatMap((problem) => referencesIn(problem));
    expect(related.some((reference) => reference.startsWith(`${type}/`))).toBe(true);
  });

  test('holds medication of every kind: acute, repeat and delayed, from here and elsewhere, going on, over and stopped', () => {
    const statements = resourcesOf(alice, 'MedicationStatement');
    expect(new Set(statements.map(({ status }) => status))).toEqual(new Set(['active', 'completed', 'stopped']));
    const kinds = new Set(resources.flatMap((resource) => codingsIn(resource)).map(({ code }) => code));
    for (const kind of ['acute', 'repeat', 'delayed-prescribing', 'prescribed-by-another-organisation']) {
      expect(kinds).toContain(kind);
    }
  });

  test('holds an active and an ended allergy, a vaccination not given and the dissent that explains it', () => {
    expect(new Set(resourcesOf(alice, 'AllergyIntolerance').map(({ clinicalStatus }) => clinicalStatus))).toEqual(
      new Set(['active', 'resolved']),
    );
    expect(resourcesOf(alice, 'Immunization').filter(({ notGiven }) => notGiven)).toHaveLength(1);
    expect(
      itemsOf(alice, 'immunisations').filter(({ resource }) => resource.resourceType === 'Observation'),
    ).toHaveLength(2);
  });

  test('reports results with units, ranges and flags, in groups and with what the doctor wrote on filing', () => {
    const observations = resourcesOf(alice, 'Observation');
    const results = observations.filter(
      ({ specimen, valueQuantity }) => specimen !== undefined && valueQuantity !== undefined,
    );
    expect(results.filter(({ valueQuantity }) => valueQuantity?.unit === undefined)).toEqual([]);
    expect(results.filter(({ referenceRange }) => referenceRange !== undefined).length).toBeGreaterThan(60);
    expect(new Set(results.flatMap(({ interpretation }) => interpretation?.coding?.[0]?.code ?? []))).toEqual(
      new Set(['L', 'H']),
    );
    expect(observations.filter(({ related }) => related?.[0]?.type === 'has-member').length).toBeGreaterThan(10);
    expect(observations.filter(({ status }) => status === 'unknown').length).toBeGreaterThan(25);
  });

  test('is written by several people at several places, in more than ASCII', () => {
    expect(resourcesOf(alice, 'Practitioner').length).toBeGreaterThanOrEqual(6);
    expect(resourcesOf(alice, 'Organization').length).toBeGreaterThanOrEqual(3);
    const letters = new Set(resources.flatMap((resource) => textsIn(resource)).join(''));
    for (const letter of ['£', '°', 'è', '–', '’']) expect(letters).toContain(letter);
  });
});
