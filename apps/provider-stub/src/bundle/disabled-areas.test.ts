import { describe, expect, test } from '@jest/globals';
import type { RecordItem, SwitchableArea } from '@cdg/test-data';
import { ALLERGIES, asking, type Parameter } from '../testing/parameters-body.ts';
import { listTitles, referencesOf, resourcesOf } from '../testing/read-answer.ts';
import { allergy, observation, referral } from '../testing/sample-items.ts';
import { consultation, problem, documentReference } from '../testing/sample-links.ts';
import { searchRecord } from '../testing/search-record.ts';

const search = (off: readonly SwitchableArea[], items: readonly RecordItem[], ...asked: readonly Parameter[]) =>
  searchRecord({ items, practice: { disabledAreas: off } }, ...asked);

/** The texts of the warnings, `diagnostics: text`. */
function issuesOf(answer: Awaited<ReturnType<typeof search>>): readonly string[] {
  return resourcesOf(answer).flatMap((resource) =>
    resource.resourceType === 'OperationOutcome'
      ? resource.issue.map(({ diagnostics = '', details }) => `${diagnostics}: ${details?.text ?? ''}`)
      : [],
  );
}

describe('an area that is switched off', () => {
  test.each<[SwitchableArea, Parameter]>([
    ['allergies', ALLERGIES],
    ['medication', asking('includeMedication')],
    ['consultations', asking('includeConsultations')],
    ['problems', asking('includeProblems')],
    ['immunisations', asking('includeImmunisations')],
    ['uncategorisedData', asking('includeUncategorisedData')],
    ['investigations', asking('includeInvestigations')],
    ['referrals', asking('includeReferrals')],
    ['diaryEntries', asking('includeDiaryEntries')],
  ])('%s: brings a warning instead of its list', async (area, parameter) => {
    const answer = await search([area], [allergy('a', 'active'), observation('o'), referral('r')], parameter);
    expect(answer.status).toBe(200);
    expect(listTitles(answer)).toEqual([]);
    expect(issuesOf(answer)).toEqual([`${parameter.name}: ${parameter.name} has been disabled`]);
  });

  test('leaves the other areas', async () => {
    const answer = await search(
      ['referrals'],
      [observation('o')],
      asking('includeReferrals'),
      asking('includeUncategorisedData'),
    );
    expect(referencesOf(answer)).toContain('Observation/o');
  });

  test('is not mentioned when nothing asks for it or leads to it', async () => {
    expect(issuesOf(await search(['referrals'], [referral('f')], ALLERGIES))).toEqual([]);
  });

  test('is reported without its unknown parts, beside other unknown names', async () => {
    const parameter = asking('includeReferrals', { includeLetters: { valueBoolean: true } });
    expect(issuesOf(await search(['referrals'], [], parameter, asking('includeDreams')))).toEqual([
      'includeDreams: includeDreams is an unrecognised parameter',
      'includeReferrals: includeReferrals has been disabled',
    ]);
  });

  test('still has its parameters checked', async () => {
    const answer = await search(
      ['diaryEntries'],
      [],
      asking('includeDiaryEntries', { diaryEntriesSearchDate: { valueDate: '2020-01-01' } }),
    );
    expect(answer.status).toBe(422);
  });
});

describe('an area that is switched off and reached by a link', () => {
  test('from a consultation: a text stands for the item', async () => {
    const items = [
      ...consultation('c', { contains: ['ReferralRequest/f', 'Observation/o'] }),
      referral('f'),
      observation('o'),
    ];
    const answer = await search(['referrals'], items, asking('includeConsultations'));
    expect(resourcesOf(answer).find(({ id }) => id === 'c-heading')).toHaveProperty('entry', [
      { item: { display: 'Referral items have been disabled' } },
      { item: { reference: 'Observation/o' } },
    ]);
    expect(referencesOf(answer)).not.toContain('ReferralRequest/f');
    expect(issuesOf(answer)).toEqual(['includeReferrals: includeReferrals has been disabled']);
  });

  test('from a problem: a text stands for the item', async () => {
    const items = [problem('p', { about: ['AllergyIntolerance/a'] }), allergy('a', 'resolved')];
    const answer = await search(['allergies'], items, asking('includeProblems'));
    expect(answer.text).toContain('"valueReference":{"display":"Allergy items have been disabled"}');
    expect(listTitles(answer)).toEqual(['Problems']);
  });

  test('problems of a returned item', async () => {
    const items = [problem('p', { about: ['Observation/o'] }), observation('o')];
    const answer = await search(['problems'], items, asking('includeUncategorisedData'));
    expect(referencesOf(answer)).not.toContain('Condition/p');
    expect(issuesOf(answer)).toEqual(['includeProblems: includeProblems has been disabled']);
  });

  test('documents of a referral', async () => {
    const items = [referral('f', { document: 'DocumentReference/l' }), documentReference('l')];
    const asked = asking('includeReferrals');
    expect(referencesOf(await search([], items, asked))).toContain('DocumentReference/l');
    const answer = await search(['documents'], items, asked);
    expect(referencesOf(answer)).not.toContain('DocumentReference/l');
    expect(issuesOf(answer)).toEqual(['DocumentReferences: DocumentReferences has been disabled']);
  });

  test('a confidential item of it leaves no text', async () => {
    const items = [
      ...consultation('c', { contains: ['ReferralRequest/f', 'Observation/o'] }),
      referral('f', { confidential: true }),
      observation('o'),
    ];
    const answer = await search(['referrals'], items, asking('includeConsultations'));
    expect(answer.text).not.toContain('have been disabled');
    expect(issuesOf(answer)).toEqual([]);
  });
});
