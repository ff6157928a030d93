import { describe, expect, test } from '@jest/globals';
import type { RecordItem } from '@cdg/test-data';
import { ALL_ALLERGIES, ALLERGIES, asking, type Parameter } from '../testing/parameters-body.ts';
import { entriesOf, listTitled, listTitles, referencesOf, resourcesOf, warningsOf } from '../testing/read-answer.ts';
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
import { searchRecord } from '../testing/search-record.ts';

const LINKED = 'Problems - linked problems not relating to the primary query';
const hidden = { confidential: true } as const;
const consultations = asking('includeConsultations');
const problems = asking('includeProblems');
const search = (items: readonly RecordItem[], ...asked: readonly Parameter[]) => searchRecord({ items }, ...asked);

describe('a confidential item', () => {
  test.each<[string, Parameter, readonly RecordItem[], string]>([
    [
      'Allergies and adverse reactions',
      ALLERGIES,
      [allergy('x', 'active', hidden), allergy('y', 'active')],
      'AllergyIntolerance/y',
    ],
    ['Ended allergies', ALL_ALLERGIES, [allergy('x', 'resolved', hidden), allergy('y', 'resolved')], '#y'],
    [
      'Medications and medical devices',
      asking('includeMedication'),
      [...medication('x', hidden), ...medication('y')],
      'MedicationStatement/y',
    ],
    ['List of consultations', consultations, [...consultation('x', hidden), ...consultation('y')], 'Encounter/y'],
    ['Problems', problems, [problem('x', hidden), problem('y')], 'Condition/y'],
    ['Immunisations', asking('includeImmunisations'), [immunisation('x', hidden), immunisation('y')], 'Immunization/y'],
    [
      'Uncategorised data',
      asking('includeUncategorisedData'),
      [observation('x', hidden), observation('y')],
      'Observation/y',
    ],
    [
      'Investigations and results',
      asking('includeInvestigations'),
      [...investigation('x', hidden), ...investigation('y')],
      'DiagnosticReport/y',
    ],
    ['Outbound referral', asking('includeReferrals'), [referral('x', hidden), referral('y')], 'ReferralRequest/y'],
    [
      'Patient recall administration',
      asking('includeDiaryEntries'),
      [diaryEntry('x', hidden), diaryEntry('y')],
      'ProcedureRequest/y',
    ],
  ])('is left out with all that belongs to it, and its list says so: %s', async (...[title, asked, items, left]) => {
    const answer = await search(items, asked);
    expect(entriesOf(answer, title)).toEqual([left]);
    expect(warningsOf(answer, title)).toEqual(['confidential-items']);
    expect(listTitled(answer, title)?.note).toEqual([
      { text: 'Items excluded due to confidentiality and/or patient preferences.' },
    ]);
    expect(answer.text).not.toMatch(/\/x\b|"x|x-/);
  });

  test('alone leaves an empty list with its reason and the warning', async () => {
    const answer = await search([referral('x', hidden)], asking('includeReferrals'));
    const list = listTitled(answer, 'Outbound referral');
    expect(list?.emptyReason?.coding?.[0]?.code).toBe('no-content-recorded');
    expect(list?.note?.[0]?.text).toContain('Information not available');
    expect(warningsOf(answer, 'Outbound referral')).toEqual(['confidential-items']);
  });

  test('does not flag the list when the search would not have found it', async () => {
    const ended = await search([allergy('x', 'resolved', hidden)], ALLERGIES);
    expect(warningsOf(ended, 'Allergies and adverse reactions')).toEqual([]);
    const period = { referralSearchPeriod: { valuePeriod: { start: '2026-01-01' } } };
    const old = await search(
      [referral('x', { ...hidden, authoredOn: '2020-01-01' })],
      asking('includeReferrals', period),
    );
    expect(warningsOf(old, 'Outbound referral')).toEqual([]);
  });

  test('leaves the drug that another medication shares', async () => {
    const drug = { reference: 'Medication/y-drug' };
    const own = medication('x', hidden).map(({ resource, ...rest }) => {
      const sharesDrug =
        resource.resourceType === 'MedicationStatement' || resource.resourceType === 'MedicationRequest';
      return { ...rest, resource: sharesDrug ? { ...resource, medicationReference: drug } : resource };
    });
    const items = [...own, ...medication('y')];
    expect(referencesOf(await search(items, asking('includeMedication')))).toContain('Medication/y-drug');
  });
});

describe('one confidential part of a report', () => {
  test('is left out, and the list of investigations says so', async () => {
    const items = investigation('r').map((part) => (part.resource.id === 'r-result' ? { ...part, ...hidden } : part));
    const answer = await search(items, asking('includeInvestigations'));
    expect(warningsOf(answer, 'Investigations and results')).toEqual(['confidential-items']);
    expect(referencesOf(answer)).toEqual(
      expect.arrayContaining(['DiagnosticReport/r', 'Observation/r-group', 'Specimen/r-specimen']),
    );
    expect(answer.text).not.toContain('r-result');
  });
});

describe('a confidential issue', () => {
  test('leaves its medication', async () => {
    const items = medication('m', { issues: 2 }).map((part) =>
      part.resource.id === 'm-issue-1' ? { ...part, ...hidden } : part,
    );
    const references = referencesOf(await search(items, asking('includeMedication')));
    expect(references).toEqual(
      expect.arrayContaining(['MedicationStatement/m', 'MedicationRequest/m-plan', 'MedicationRequest/m-issue-2']),
    );
    expect(references).not.toContain('MedicationRequest/m-issue-1');
  });
});

describe('a confidential item in a consultation', () => {
  const secondary = 'Consultations - uncategorised data contained in consultations';

  test('vanishes from its heading, and the matching list says so', async () => {
    const items = [
      ...consultation('c', { contains: ['Observation/x', 'Observation/y'] }),
      observation('x', hidden),
      observation('y'),
    ];
    const answer = await search(items, consultations);
    expect(entriesOf(answer, secondary)).toEqual(['Observation/y']);
    expect(warningsOf(answer, secondary)).toEqual(['confidential-items']);
    expect(warningsOf(answer, 'List of consultations')).toEqual([]);
    const heading = resourcesOf(answer).find(({ id }) => id === 'c-heading');
    expect(heading).toHaveProperty('entry', [{ item: { reference: 'Observation/y' } }]);
    expect(answer.text).not.toContain('Observation/x');
  });

  test('takes levels that it leaves empty with it, but not the consultation', async () => {
    const items = [...consultation('c', { contains: ['Observation/x'] }), observation('x', hidden)];
    const answer = await search(items, consultations);
    expect(referencesOf(answer)).toContain('Encounter/c');
    expect(referencesOf(answer).filter((reference) => reference.startsWith('List/'))).toEqual([]);
    expect(entriesOf(answer, secondary)).toEqual([]);
    expect(warningsOf(answer, secondary)).toEqual(['confidential-items']);
  });

  test('leaves a topic that is about a problem', async () => {
    const items = [
      ...consultation('c', { contains: ['Observation/x'], problems: ['Condition/p'] }),
      observation('x', hidden),
      problem('p'),
    ];
    const answer = await search(items, consultations);
    const topic = resourcesOf(answer).find(({ id }) => id === 'c-topic');
    expect(topic).toBeDefined();
    expect(topic).not.toHaveProperty('entry');
  });

  test('is not named when it comes with a confidential consultation', async () => {
    const items = [...consultation('c', { contains: ['Observation/x'], ...hidden }), observation('x', hidden)];
    const answer = await search(items, consultations);
    expect(listTitles(answer)).toEqual(['List of consultations']);
    expect(warningsOf(answer, 'List of consultations')).toEqual(['confidential-items']);
  });
});

describe('a confidential item of a problem', () => {
  test('vanishes from the problem, and the matching list says so', async () => {
    const items = [
      problem('p', { about: ['MedicationRequest/m-plan', 'Observation/o'] }),
      ...medication('m', hidden),
      observation('o'),
    ];
    const answer = await search(items, problems);
    expect(entriesOf(answer, 'Problems - medications related to problems')).toEqual([]);
    expect(warningsOf(answer, 'Problems - medications related to problems')).toEqual(['confidential-items']);
    expect(answer.text).not.toContain('m-plan');
    expect(answer.text).toContain('"valueReference":{"reference":"Observation/o"}');
  });
});

describe('a confidential problem', () => {
  test('of a returned item flags the list of linked problems', async () => {
    const items = [problem('p', { ...hidden, about: ['Observation/o'] }), observation('o')];
    const answer = await search(items, asking('includeUncategorisedData'));
    expect(entriesOf(answer, LINKED)).toEqual([]);
    expect(warningsOf(answer, LINKED)).toEqual(['confidential-items']);
    expect(answer.text).not.toContain('Condition/p');
  });

  test('vanishes from the problem that is related to it, kinship included', async () => {
    const items = [problem('p', { problems: ['Condition/x'] }), problem('x', hidden)];
    const answer = await search(items, problems);
    expect(answer.text).not.toContain('RelatedProblemHeader');
    expect(warningsOf(answer, 'Problems')).toEqual(['confidential-items']);
  });
});
