import { describe, expect, test } from '@jest/globals';
import { ALL_ALLERGIES, asking } from '../testing/parameters-body.ts';
import { listTitled, listTitles, warningsOf } from '../testing/read-answer.ts';
import { allergy, medication, observation, referral } from '../testing/sample-items.ts';
import { consultation } from '../testing/sample-links.ts';
import { searchRecord } from '../testing/search-record.ts';

const SNOMED = 'http://snomed.info/sct';
const EVERY_AREA = [
  asking('includeConsultations'),
  asking('includeProblems'),
  asking('includeImmunisations'),
  asking('includeUncategorisedData'),
  ALL_ALLERGIES,
  asking('includeMedication'),
  asking('includeInvestigations'),
  asking('includeReferrals'),
  asking('includeDiaryEntries'),
];

describe('a primary list', () => {
  test.each([
    ['886921000000105', 'Allergies and adverse reactions'],
    ['1103671000000101', 'Ended allergies'],
    ['933361000000108', 'Medications and medical devices'],
    ['1149501000000101', 'List of consultations'],
    ['717711000000103', 'Problems'],
    ['1102181000000102', 'Immunisations'],
    ['826501000000100', 'Uncategorised data', 'Miscellaneous record'],
    ['887191000000108', 'Investigations and results'],
    ['792931000000107', 'Outbound referral'],
    ['714311000000108', 'Patient recall administration'],
  ])('%s is called %s and is there when nothing is recorded', async (code, title, display = title) => {
    const list = listTitled(await searchRecord({}, ...EVERY_AREA), title);
    expect(list).toMatchObject({
      meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-GPC-List-1'] },
      status: 'current',
      mode: 'snapshot',
      code: { coding: [{ system: SNOMED, code, display }] },
      subject: { reference: 'Patient/pat' },
      date: '2026-03-20T12:00:00.000Z',
      note: [{ text: 'Information not available' }],
      emptyReason: {
        coding: [
          {
            system: 'https://fhir.nhs.uk/STU3/CodeSystem/CareConnect-ListEmptyReasonCode-1',
            code: 'no-content-recorded',
            display: 'No Content Recorded',
          },
        ],
      },
    });
    for (const absent of ['id', 'entry', 'contained', 'source']) expect(list).not.toHaveProperty(absent);
  });

  test('with entries has neither a reason nor a note', async () => {
    const answer = await searchRecord({ items: [referral('f')] }, asking('includeReferrals'));
    const list = listTitled(answer, 'Outbound referral');
    expect(list?.entry).toEqual([{ item: { reference: 'ReferralRequest/f' } }]);
    expect(list).not.toHaveProperty('emptyReason');
    expect(list).not.toHaveProperty('note');
    expect(list?.extension).toEqual([
      {
        url: 'https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ClinicalSetting-1',
        valueCodeableConcept: {
          coding: [{ system: SNOMED, code: '1060971000000108', display: 'General practice service' }],
        },
      },
    ]);
  });

  test('ended allergies are held by their list, and refer to people of the Bundle', async () => {
    const items = [allergy('e', 'resolved', { by: { reference: 'Practitioner/consultant' } })];
    const answer = await searchRecord({ items }, ALL_ALLERGIES);
    const list = listTitled(answer, 'Ended allergies');
    expect(list?.entry).toEqual([{ item: { reference: '#e' } }]);
    expect(list?.contained).toMatchObject([
      { resourceType: 'AllergyIntolerance', id: 'e', clinicalStatus: 'resolved' },
    ]);
    expect(answer.text).toContain('"resourceType":"Practitioner","id":"consultant"');
  });
});

describe('a secondary list', () => {
  test.each([
    [
      'Consultations - uncategorised data contained in consultations',
      'Observation/o',
      'consultations-uncategorised-data-contained-in-consultations',
    ],
    [
      'Consultations - outbound referrals in consultations',
      'ReferralRequest/f',
      'consultations-outbound-referrals-in-consultations',
    ],
  ])('%s has the code of its title', async (title, reference, code) => {
    const items = [...consultation('c', { contains: [reference] }), observation('o'), referral('f')];
    const list = listTitled(await searchRecord({ items }, asking('includeConsultations')), title);
    const system = 'https://fhir.hl7.org.uk/STU3/CodeSystem/GPConnect-SecondaryListValues-1';
    expect(list?.code).toEqual({ coding: [{ system, code, display: title }] });
    expect(list).not.toHaveProperty('id');
  });

  test('is not sent without anything to say', async () => {
    const answer = await searchRecord(
      { items: consultation('c') },
      asking('includeConsultations'),
      asking('includeProblems'),
    );
    expect(listTitles(answer)).toEqual(['List of consultations', 'Problems']);
  });

  test('is not sent when neither consultations nor problems are asked for', async () => {
    const items = [...consultation('c', { contains: ['Observation/o'] }), observation('o')];
    expect(listTitles(await searchRecord({ items }, asking('includeUncategorisedData')))).toEqual([
      'Uncategorised data',
    ]);
  });
});

describe('the warning that a transfer is not complete', () => {
  const facts = { transferPending: true, registration: { type: 'regular', start: '2026-02-03' } } as const;
  const text =
    'Patient record transfer from previous GP practice not yet complete; information recorded before 03-Feb-2026 may be missing.';

  test('stands in every list, empty, full or secondary, with the day of registration', async () => {
    const items = [...consultation('c', { contains: ['Observation/o'] }), observation('o')];
    const answer = await searchRecord({ items, facts }, ...EVERY_AREA);
    expect(listTitles(answer)).toContain('Consultations - uncategorised data contained in consultations');
    for (const title of listTitles(answer)) {
      expect(warningsOf(answer, title)).toEqual(['data-in-transit']);
      expect(listTitled(answer, title)?.note?.[0]?.text).toContain(text);
    }
  });

  test('does not stand in the lists of a consultation', async () => {
    const answer = await searchRecord(
      { items: consultation('c', { contains: ['Observation/o'] }), facts },
      asking('includeConsultations'),
    );
    expect(answer.text.match(/data-in-transit/g)).toHaveLength(1);
  });
});

describe('the warning that data await filing', () => {
  const facts = { awaitingFiling: { areas: ['referrals'], since: '2026-03-01' } } as const;
  const asked = [asking('includeReferrals'), asking('includeConsultations')];

  test('stands in the lists of the areas that it affects', async () => {
    const items = [...consultation('c', { contains: ['ReferralRequest/f'] }), referral('f')];
    const answer = await searchRecord({ items, facts }, ...asked);
    expect(warningsOf(answer, 'Outbound referral')).toEqual(['data-awaiting-filing']);
    expect(warningsOf(answer, 'Consultations - outbound referrals in consultations')).toEqual(['data-awaiting-filing']);
    expect(warningsOf(answer, 'List of consultations')).toEqual([]);
    expect(listTitled(answer, 'Outbound referral')?.note?.[0]?.text).toMatch(
      /not been reviewed .* recorded before 01-Mar-2026 may be missing\.$/,
    );
  });

  test('takes the text that is configured', async () => {
    const answer = await searchRecord({ facts, awaitingFilingText: 'Something waits since {date}.' }, ...asked);
    expect(listTitled(answer, 'Outbound referral')?.note?.[0]?.text).toBe(
      'Information not available Something waits since 01-Mar-2026.',
    );
  });
});

test('all texts of a list stand in one note', async () => {
  const facts = { transferPending: true, awaitingFiling: { areas: ['medication'], since: '2026-03-01' } } as const;
  const answer = await searchRecord(
    { items: medication('m', { confidential: true }), facts },
    asking('includeMedication'),
  );
  const list = listTitled(answer, 'Medications and medical devices');
  expect(list?.note).toHaveLength(1);
  expect(list?.note?.[0]?.text).toMatch(
    /^Information not available Items excluded due to confidentiality .* Patient record transfer .* Patient record contains/,
  );
  expect(warningsOf(answer, 'Medications and medical devices')).toEqual([
    'confidential-items',
    'data-in-transit',
    'data-awaiting-filing',
  ]);
});
