import { describe, expect, test } from '@jest/globals';
import type { RecordItem } from '@cdg/test-data';
import { ALLERGIES, asking, type Parameter } from '../testing/parameters-body.ts';
import { entriesOf, listTitles, referencesOf } from '../testing/read-answer.ts';
import {
  allergy,
  diaryEntry,
  immunisation,
  investigation,
  medication,
  observation,
  referral,
  supportingObservation,
} from '../testing/sample-items.ts';
import { consultation, problem, documentReference } from '../testing/sample-links.ts';
import { searchRecord } from '../testing/search-record.ts';

const search = (items: readonly RecordItem[], ...asked: readonly Parameter[]) => searchRecord({ items }, ...asked);

const LINKED = 'Problems - linked problems not relating to the primary query';
const consultations = asking('includeConsultations');
const problems = asking('includeProblems');

/** One item of every kind, with the reference that leads to it. */
const EVERYTHING: readonly (readonly [
  kind: string,
  reference: string,
  items: readonly RecordItem[],
  listed?: string,
])[] = [
  ['allergies', 'AllergyIntolerance/a', [allergy('a', 'active')]],
  ['allergies that have been ended', 'AllergyIntolerance/e', [allergy('e', 'resolved')]],
  ['medications', 'MedicationRequest/m-plan', medication('m'), 'MedicationStatement/m'],
  ['immunisations', 'Immunization/i', [immunisation('i')]],
  ['uncategorised data', 'Observation/o', [observation('o')]],
  ['investigations', 'DiagnosticReport/r', investigation('r')],
  ['outbound referrals', 'ReferralRequest/f', [referral('f')]],
  ['diary entries', 'ProcedureRequest/d', [diaryEntry('d')]],
  ['documents', 'DocumentReference/l', [documentReference('l')]],
];

describe('consultations bring what they contain', () => {
  test.each([...EVERYTHING, ['problems', 'Condition/p', [problem('p')]] as const])(
    '%s',
    async (...[kind, reference, items, listed = reference]) => {
      const answer = await search([...consultation('c', { contains: [reference] }), ...items], consultations);
      const wording = kind === 'outbound referrals' ? 'outbound referrals in' : `${kind} contained in`;
      expect(entriesOf(answer, `Consultations - ${wording} consultations`)).toEqual([listed]);
      if (!kind.includes('ended')) expect(referencesOf(answer)).toContain(reference);
    },
  );

  test('free text stands in no list', async () => {
    const items = [...consultation('c', { contains: ['Observation/text'] }), supportingObservation('text')];
    const answer = await search(items, consultations);
    expect(referencesOf(answer)).toContain('Observation/text');
    expect(listTitles(answer)).toEqual(['List of consultations']);
  });

  test('an ended allergy has its home in the list of ended allergies, asked for or not', async () => {
    const items = [
      ...consultation('c', { contains: ['AllergyIntolerance/e'] }),
      allergy('e', 'resolved'),
      allergy('other', 'resolved'),
    ];
    const answer = await search(items, consultations);
    expect(entriesOf(answer, 'Ended allergies')).toEqual(['#e']);
    expect(listTitles(answer)).not.toContain('Allergies and adverse reactions');
  });

  test('of a medication, only the issue that they name, with statement, plan and drug', async () => {
    const items = [
      ...consultation('c', { contains: ['MedicationRequest/m-issue-2'] }),
      ...medication('m', { issues: 3 }),
    ];
    const references = referencesOf(await search(items, consultations));
    expect(references.filter((reference) => reference.startsWith('Medication')).toSorted()).toEqual([
      'Medication/m-drug',
      'MedicationRequest/m-issue-2',
      'MedicationRequest/m-plan',
      'MedicationStatement/m',
    ]);
  });

  test('problems of a topic, of the visit itself and of contained items, in the list of linked problems', async () => {
    const items = [
      ...consultation('c', { contains: ['Observation/o'], problems: ['Condition/topic'] }),
      observation('o'),
      problem('topic'),
      problem('of-item', { about: ['Observation/o'] }),
      problem('opened-here', { encounter: 'Encounter/c' }),
      problem('unrelated'),
    ];
    const answer = await search(items, consultations);
    expect(entriesOf(answer, 'Consultations - problems contained in consultations')).toEqual(['Condition/topic']);
    expect(entriesOf(answer, LINKED)?.toSorted()).toEqual([
      'Condition/of-item',
      'Condition/opened-here',
      'Condition/topic',
    ]);
    expect(referencesOf(answer)).not.toContain('Condition/unrelated');
  });
});

describe('problems bring what they are related to', () => {
  test.each([...EVERYTHING, ['consultations', 'Encounter/c', consultation('c')] as const])(
    '%s',
    async (...[kind, reference, items, listed = reference]) => {
      const answer = await search([problem('p', { about: [reference] }), ...items], problems);
      expect(entriesOf(answer, `Problems - ${kind} related to problems`)).toEqual([listed]);
    },
  );

  test('what they stand for, and the consultation they were opened in, without its structure', async () => {
    const items = [
      problem('p', { actual: 'Observation/o', encounter: 'Encounter/c' }),
      observation('o'),
      ...consultation('c'),
    ];
    const answer = await search(items, problems);
    expect(entriesOf(answer, 'Problems - uncategorised data related to problems')).toEqual(['Observation/o']);
    expect(entriesOf(answer, 'Problems - consultations related to problems')).toEqual(['Encounter/c']);
    expect(referencesOf(answer).filter((reference) => reference.startsWith('List/'))).toEqual([]);
  });

  test('the extensions count whatever the scheme of their URL', async () => {
    const text = JSON.stringify(problem('p', { about: ['Observation/o'] })).replaceAll(
      'https://fhir.hl7.org.uk',
      'http://fhir.hl7.org.uk',
    );
    const answer = await search([JSON.parse(text), observation('o')], problems);
    expect(referencesOf(answer)).toContain('Observation/o');
  });

  test('other problems, unless they are asked for anyway', async () => {
    const items = [problem('p', { problems: ['Condition/q'] }), problem('q', { status: 'inactive' })];
    const active = asking('includeProblems', { filterStatus: { valueCode: 'active' } });
    expect(entriesOf(await search(items, active), LINKED)).toEqual(['Condition/q']);
    expect(entriesOf(await search(items, problems), LINKED)).toBeUndefined();
  });

  test('other problems of the same items', async () => {
    const items = [
      problem('p', { about: ['Immunization/i'] }),
      immunisation('i'),
      problem('q', { status: 'inactive', about: ['Immunization/i'] }),
    ];
    const active = asking('includeProblems', { filterStatus: { valueCode: 'active' } });
    expect(entriesOf(await search(items, active), LINKED)).toEqual(['Condition/q']);
  });
});

describe('linked problems accompany any search', () => {
  test.each<[string, Parameter, readonly RecordItem[]]>([
    ['AllergyIntolerance/a', ALLERGIES, [allergy('a', 'active')]],
    ['MedicationRequest/m-plan', asking('includeMedication'), medication('m')],
    ['MedicationRequest/m-issue-1', asking('includeMedication'), medication('m')],
    ['Immunization/i', asking('includeImmunisations'), [immunisation('i')]],
    ['Observation/o', asking('includeUncategorisedData'), [observation('o')]],
    ['DiagnosticReport/r', asking('includeInvestigations'), investigation('r')],
    ['ReferralRequest/f', asking('includeReferrals'), [referral('f')]],
    ['ProcedureRequest/d', asking('includeDiaryEntries'), [diaryEntry('d')]],
  ])('those of %s', async (reference, asked, items) => {
    const answer = await search([problem('p', { about: [reference] }), ...items], asked);
    expect(entriesOf(answer, LINKED)).toEqual(['Condition/p']);
    expect(referencesOf(answer)).toContain('Condition/p');
  });

  test('in one list for all areas, each problem once', async () => {
    const items = [
      problem('p', { about: ['Observation/o', 'ReferralRequest/f'] }),
      problem('q', { about: ['ReferralRequest/f'] }),
      observation('o'),
      referral('f'),
    ];
    const answer = await search(items, asking('includeUncategorisedData'), asking('includeReferrals'));
    expect(entriesOf(answer, LINKED)).toEqual(['Condition/p', 'Condition/q']);
    expect(listTitles(answer).filter((title) => title === LINKED)).toHaveLength(1);
  });

  test('a linked problem does not bring what else belongs to it', async () => {
    const items = [problem('p', { about: ['Observation/o', 'ReferralRequest/f'] }), observation('o'), referral('f')];
    expect(referencesOf(await search(items, asking('includeReferrals')))).not.toContain('Observation/o');
  });
});

test('an item reached in several ways comes once, and stands in every list', async () => {
  const items = [
    ...consultation('c', { contains: ['AllergyIntolerance/a'] }),
    problem('p', { about: ['AllergyIntolerance/a'] }),
    allergy('a', 'active'),
  ];
  const answer = await search(items, consultations, problems, ALLERGIES);
  expect(referencesOf(answer).filter((reference) => reference === 'AllergyIntolerance/a')).toHaveLength(1);
  for (const title of [
    'Allergies and adverse reactions',
    'Consultations - allergies contained in consultations',
    'Problems - allergies related to problems',
  ]) {
    expect(entriesOf(answer, title)).toEqual(['AllergyIntolerance/a']);
  }
});

test("each area's filter is its own: linked items come although the filter of their area leaves them out", async () => {
  const items = [
    ...consultation('c', { contains: ['DiagnosticReport/r'] }),
    ...investigation('r', { issued: '2020-01-01T10:00:00Z' }),
  ];
  const since = asking('includeInvestigations', {
    investigationSearchPeriod: { valuePeriod: { start: '2025-01-01' } },
  });
  const answer = await search(items, consultations, since);
  expect(entriesOf(answer, 'Investigations and results')).toEqual([]);
  expect(entriesOf(answer, 'Consultations - investigations contained in consultations')).toEqual([
    'DiagnosticReport/r',
  ]);
});
