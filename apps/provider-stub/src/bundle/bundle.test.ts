import { describe, expect, test } from '@jest/globals';
import type { RecordItem } from '@cdg/test-data';
import type { Observation } from 'fhir/r3.js';
import { ALLERGIES, asking } from '../testing/parameters-body.ts';
import { listTitles, referencesOf, refusalOf, resourcesOf } from '../testing/read-answer.ts';
import {
  allergy,
  diaryEntry,
  immunisation,
  investigation,
  medication,
  observation,
  referral,
} from '../testing/sample-items.ts';
import { consultation, problem } from '../testing/sample-links.ts';
import { item } from '../testing/sample-record.ts';
import { searchRecord } from '../testing/search-record.ts';

const CONSULTANT = { reference: 'Practitioner/consultant' };
const LOCUM = { reference: 'Practitioner/locum' };

describe('the people in an answer', () => {
  test('are those whom its resources name, with the organisations they work for', async () => {
    const items = [observation('o', { by: CONSULTANT })];
    expect(referencesOf(await searchRecord({ items }, asking('includeUncategorisedData')))).toEqual([
      'Patient/pat',
      'Organization/practice',
      'Practitioner/gp',
      'PractitionerRole/gp-role',
      'Observation/o',
      'Practitioner/consultant',
      'PractitionerRole/consultant-role',
      'Organization/hospital',
    ]);
  });

  test('come without a role when they have several', async () => {
    const references = referencesOf(
      await searchRecord({ items: [observation('o', { by: LOCUM })] }, asking('includeUncategorisedData')),
    );
    expect(references).toContain('Practitioner/locum');
    expect(references.filter((reference) => reference.includes('locum-role'))).toEqual([]);
  });

  test('are not named for what is kept back', async () => {
    const items = [observation('o', { by: CONSULTANT, confidential: true })];
    expect(referencesOf(await searchRecord({ items }, asking('includeUncategorisedData')))).not.toContain(
      'Practitioner/consultant',
    );
  });
});

test('an answer has the order of the specification: actors, areas with their lists, others, warnings', async () => {
  const items = [
    referral('f'),
    ...medication('m'),
    allergy('a', 'active'),
    observation('o', { by: LOCUM }),
    immunisation('i'),
    problem('p'),
    ...investigation('r'),
    diaryEntry('d'),
    ...consultation('c', { contains: ['Observation/o'] }),
  ];
  const answer = await searchRecord(
    { items },
    asking('includeDreams'),
    asking('includeDiaryEntries'),
    asking('includeReferrals'),
    asking('includeInvestigations'),
    asking('includeMedication'),
    ALLERGIES,
    asking('includeUncategorisedData'),
    asking('includeImmunisations'),
    asking('includeProblems'),
    asking('includeConsultations'),
  );
  expect(listTitles(answer)).toEqual([
    'List of consultations',
    'Consultations - uncategorised data contained in consultations',
    'Problems',
    'Immunisations',
    'Uncategorised data',
    'Allergies and adverse reactions',
    'Medications and medical devices',
    'Investigations and results',
    'Outbound referral',
    'Patient recall administration',
  ]);
  const types = resourcesOf(answer).map(({ resourceType }) => resourceType);
  expect(types.slice(0, 4)).toEqual(['Patient', 'Organization', 'Practitioner', 'PractitionerRole']);
  expect(types.at(-1)).toBe('OperationOutcome');
  expect(types.indexOf('Encounter')).toBeLessThan(types.indexOf('Condition'));
  expect(types.indexOf('AllergyIntolerance')).toBeLessThan(types.indexOf('MedicationStatement'));
  expect(referencesOf(answer).indexOf('Practitioner/locum')).toBeGreaterThan(
    referencesOf(answer).indexOf('ProcedureRequest/d'),
  );
});

test('a Bundle says nothing that it must not', async () => {
  const bundle: unknown = JSON.parse(
    (await searchRecord({ items: [observation('o')] }, asking('includeUncategorisedData'))).text,
  );
  expect(Object.keys(bundle ?? {})).toEqual(['resourceType', 'id', 'meta', 'type', 'entry']);
  expect(bundle).toHaveProperty('meta', {
    profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-StructuredRecord-Bundle-1'],
  });
  expect(JSON.stringify(bundle)).not.toContain('fullUrl');
});

describe('a record that cannot be sent fails as a whole: 500', () => {
  const observed = observation('o').resource;
  const without = (change: Pick<Observation, 'id'> | Pick<Observation, 'meta'>): RecordItem =>
    item({ ...observed, ...change }, 'uncategorisedData');
  test.each<[string, RecordItem]>([
    ['a resource without an id', without({ id: '' })],
    ['a resource without a profile', without({ meta: {} })],
    ['a person whom nobody knows', observation('o', { by: { reference: 'Practitioner/nobody' } })],
  ])('%s', async (_case, broken) => {
    const refusal = refusalOf(await searchRecord({ items: [broken] }, asking('includeUncategorisedData')));
    expect(refusal).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
    expect(refusal.diagnostics).toMatch(/Observation|Practitioner/);
  });
});
