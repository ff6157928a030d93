import { describe, expect, test } from '@jest/globals';
import type { RecordItem } from '@cdg/test-data';
import { asking, type Parameter } from '../testing/parameters-body.ts';
import { entriesOf, referencesOf } from '../testing/read-answer.ts';
import { allergy, medication } from '../testing/sample-items.ts';
import { diaryEntry, immunisation, investigation, observation, referral } from '../testing/sample-items.ts';
import { consultation, problem } from '../testing/sample-links.ts';
import { searchRecord } from '../testing/search-record.ts';

const search = (items: readonly RecordItem[], ...asked: readonly Parameter[]) => searchRecord({ items }, ...asked);

/** Ids that the area's primary list names. */
async function listed(title: string, items: readonly RecordItem[], asked: Parameter): Promise<readonly string[]> {
  const entries = entriesOf(await search(items, asked), title) ?? ['no such list'];
  return entries.map((reference) => reference.replace(/^\w+\//, ''));
}

const period = (start?: string, end?: string) => ({ valuePeriod: { ...(start && { start }), ...(end && { end }) } });

describe('allergies', () => {
  const items = [allergy('active', 'active'), allergy('ended', 'resolved')];
  const asked = (valueBoolean: boolean) => asking('includeAllergies', { includeResolvedAllergies: { valueBoolean } });

  test('active ones always come', async () => {
    expect(await listed('Allergies and adverse reactions', items, asked(false))).toEqual(['active']);
    expect(await listed('Allergies and adverse reactions', items, asked(true))).toEqual(['active']);
  });

  test('ended ones come when asked for, inside a list of their own', async () => {
    const answer = await search(items, asked(true));
    expect(entriesOf(answer, 'Ended allergies')).toEqual(['#ended']);
    expect(referencesOf(answer)).not.toContain('AllergyIntolerance/ended');
    expect(entriesOf(await search(items, asked(false)), 'Ended allergies')).toBeUndefined();
  });
});

describe('medication', () => {
  const title = 'Medications and medical devices';
  const from = (valueDate: string) => asking('includeMedication', { medicationSearchFromDate: { valueDate } });
  const items = [
    ...medication('past', { start: '2024-01-01', end: '2025-01-31' }),
    ...medication('ongoing', { type: 'repeat', start: '2020-01-01' }),
    ...medication('unknown', { start: '2020-01-01' }),
    ...medication('acute', { type: 'acute', start: '2025-01-15' }),
    ...medication('acute-course', { type: 'acute', start: '2025-01-15', end: '2025-03-01' }),
    ...medication('partial', { start: '2023', end: '2025-01' }),
    ...medication('elsewhere', { end: '2019-01-01', agency: 'prescribed-by-another-organisation' }),
  ];

  test.each<[string, string[]]>([
    ['2025-01-15', ['past', 'ongoing', 'unknown', 'acute', 'acute-course', 'partial', 'elsewhere']],
    ['2025-01-16', ['past', 'ongoing', 'unknown', 'acute-course', 'partial', 'elsewhere']],
    ['2025-01-31', ['past', 'ongoing', 'unknown', 'acute-course', 'partial', 'elsewhere']],
    ['2025-02-01', ['ongoing', 'unknown', 'acute-course', 'elsewhere']],
    ['2025-03-02', ['ongoing', 'unknown', 'elsewhere']],
  ])('active on or after %s', async (date, expected) => {
    expect(await listed(title, items, from(date))).toEqual(expected);
  });

  test('comes with its plan, drug and issues', async () => {
    const references = referencesOf(await search(medication('m', { issues: 2 }), asking('includeMedication')));
    expect(references).toEqual(
      expect.arrayContaining([
        'MedicationStatement/m',
        'MedicationRequest/m-plan',
        'Medication/m-drug',
        'MedicationRequest/m-issue-1',
        'MedicationRequest/m-issue-2',
      ]),
    );
  });

  test('comes without issues when they are not wanted', async () => {
    const asked = asking('includeMedication', { includePrescriptionIssues: { valueBoolean: false } });
    const references = referencesOf(await search(medication('m', { issues: 2 }), asked));
    expect(references).toContain('MedicationRequest/m-plan');
    expect(references.filter((reference) => reference.includes('issue'))).toEqual([]);
  });
});

describe('consultations', () => {
  const title = 'List of consultations';
  const items = [
    ...consultation('second', { start: '2025-05-01T10:00:00+01:00' }),
    ...consultation('first', { start: '2024-12-31T23:30:00+00:00' }),
    ...consultation('third', { start: '2025-06-01T09:00:00+01:00' }),
  ];
  test.each<[string, Parameter, string[]]>([
    ['all', asking('includeConsultations'), ['second', 'first', 'third']],
    [
      'from a day',
      asking('includeConsultations', { consultationSearchPeriod: period('2025-05-01') }),
      ['second', 'third'],
    ],
    [
      'to a day',
      asking('includeConsultations', { consultationSearchPeriod: period(undefined, '2025-05-01') }),
      ['second', 'first'],
    ],
    [
      'on a day',
      asking('includeConsultations', { consultationSearchPeriod: period('2024-12-31', '2024-12-31') }),
      ['first'],
    ],
    ['the newest', asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 1 } }), ['third']],
    [
      'the two newest, newest first',
      asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 2 } }),
      ['third', 'second'],
    ],
    [
      'more than there are',
      asking('includeConsultations', { includeNumberOfMostRecent: { valuePositiveInt: 9 } }),
      ['third', 'second', 'first'],
    ],
  ])('%s', async (_case, asked, expected) => {
    expect(await listed(title, items, asked)).toEqual(expected);
  });

  test('come with the lists of their structure', async () => {
    const references = referencesOf(
      await search(
        consultation('c', { contains: ['Observation/o'] }).concat(observation('o')),
        asking('includeConsultations'),
      ),
    );
    expect(references).toEqual(
      expect.arrayContaining(['Encounter/c', 'List/c-consultation', 'List/c-topic', 'List/c-heading']),
    );
  });
});

describe('problems', () => {
  const items = [problem('now'), problem('then', { status: 'inactive' })];
  test.each<[string, Parameter, string[]]>([
    ['all', asking('includeProblems'), ['now', 'then']],
    ['active', asking('includeProblems', { filterStatus: { valueCode: 'active' } }), ['now']],
    ['inactive', asking('includeProblems', { filterStatus: { valueCode: 'inactive' } }), ['then']],
  ])('%s', async (_case, asked, expected) => {
    expect(await listed('Problems', items, asked)).toEqual(expected);
  });
});

describe('immunisations', () => {
  const items = [
    immunisation('given'),
    immunisation('refused', { notGiven: true }),
    observation('consent', { area: 'immunisations' }),
  ];
  const flags = (includeNotGiven: boolean, includeStatus: boolean) =>
    asking('includeImmunisations', {
      includeNotGiven: { valueBoolean: includeNotGiven },
      includeStatus: { valueBoolean: includeStatus },
    });
  test.each<[string, Parameter, string[]]>([
    ['bare: given and consent', asking('includeImmunisations'), ['given', 'consent']],
    ['with those not given', flags(true, true), ['given', 'refused', 'consent']],
    ['without consent', flags(false, false), ['given']],
    ['not given without consent', flags(true, false), ['given', 'refused']],
  ])('%s', async (_case, asked, expected) => {
    expect(await listed('Immunisations', items, asked)).toEqual(expected);
  });
});

describe('areas with a period', () => {
  const dates = ['2025', '2025-02', '2025-02-10', '2025-03-01T00:30:00+01:00', '2026-01-01T09:00:00Z'];
  const named = (make: (id: string, date: string) => readonly RecordItem[]) =>
    dates.flatMap((date, at) => make(`i${at}`, date));
  const cases: [string, string, string, readonly RecordItem[]][] = [
    [
      'includeUncategorisedData',
      'uncategorisedDataSearchPeriod',
      'Uncategorised data',
      named((id, date) => [observation(id, { date })]),
    ],
    [
      'includeInvestigations',
      'investigationSearchPeriod',
      'Investigations and results',
      named((id, issued) => investigation(id, { issued })),
    ],
    [
      'includeReferrals',
      'referralSearchPeriod',
      'Outbound referral',
      named((id, authoredOn) => [referral(id, { authoredOn })]),
    ],
  ];

  test.each(cases)(
    '%s: bounds are included, partial dates are all their days, and UK days count',
    async (...[name, part, title, items]) => {
      const within = (start?: string, end?: string) =>
        listed(title, items, asking(name, { [part]: period(start, end) }));
      expect(await listed(title, items, asking(name))).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
      expect(await within('2025-02-10')).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
      expect(await within('2025-02-11', '2025-02-27')).toEqual(['i0', 'i1']);
      expect(await within('2025-02-28', '2025-02-28')).toEqual(['i0', 'i1', 'i3']);
      expect(await within(undefined, '2025-01-31')).toEqual(['i0']);
      expect(await within('2026-01-01', '2026-01-01')).toEqual(['i4']);
    },
  );

  test('an item without a date always comes', async () => {
    const asked = asking('includeUncategorisedData', { uncategorisedDataSearchPeriod: period('2025-01-01') });
    expect(await listed('Uncategorised data', [observation('undated')], asked)).toEqual(['undated']);
  });
});

describe('investigations', () => {
  test('come with request, specimen, test group, results and comments', async () => {
    const references = referencesOf(await search(investigation('r'), asking('includeInvestigations')));
    const parts = [
      'ProcedureRequest/r-request',
      'Specimen/r-specimen',
      'Observation/r-group',
      'Observation/r-result',
      'Observation/r-comment',
    ];
    expect(references).toEqual(expect.arrayContaining(['DiagnosticReport/r', ...parts]));
  });
});

describe('diary entries', () => {
  const items = [
    diaryEntry('overdue', { due: '2026-01-01' }),
    diaryEntry('next-year', { due: '2027' }),
    diaryEntry('some-day'),
  ];
  const dueBy = (valueDate: string) => asking('includeDiaryEntries', { diaryEntriesSearchDate: { valueDate } });
  test.each<[string, Parameter, string[]]>([
    ['all', asking('includeDiaryEntries'), ['overdue', 'next-year', 'some-day']],
    ['due today or earlier', dueBy('2026-03-20'), ['overdue', 'some-day']],
    ['due within a partial date', dueBy('2027-01-01'), ['overdue', 'next-year', 'some-day']],
  ])('%s', async (_case, asked, expected) => {
    expect(await listed('Patient recall administration', items, asked)).toEqual(expected);
  });
});

test('an area that is not asked for brings nothing', async () => {
  const items = [allergy('a', 'active'), ...medication('m'), observation('o'), referral('r')];
  expect(
    referencesOf(await search(items, asking('includeReferrals'))).filter((reference) =>
      /Allergy|Medication|Observation/.test(reference),
    ),
  ).toEqual([]);
});
