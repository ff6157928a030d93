import { describe, expect, test } from '@jest/globals';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../../scenarios.ts';
import { createRecords } from '../create-records.ts';
import type { ClinicalArea, GpRecord } from '../gp-record.ts';
import { codingsIn, itemsOf, referencesIn, resourcesOf } from '../testing/record-view.ts';

const TODAY = '2026-11-21';
const records = createRecords(TODAY);

function recordOf(nhsNumber: string): GpRecord {
  const record = records.find(({ id }) => id === nhsNumber);
  if (record === undefined) throw new Error('no such record');
  return record;
}

const areasOf = ({ items }: GpRecord): readonly ClinicalArea[] =>
  [...new Set(items.flatMap(({ area }) => area ?? []))].sort();
const statesOf = (record: GpRecord) =>
  resourcesOf(record, 'AllergyIntolerance').map(({ clinicalStatus }) => clinicalStatus);

describe('the patient with an empty record', () => {
  test('has a practice and a GP, and no clinical entry at all', () => {
    const record = recordOf(CONFORMANCE_PATIENTS.emptyRecord);
    expect(areasOf(record)).toEqual([]);
    expect(record.items.map(({ resource }) => resource.resourceType).sort()).toEqual([
      'Organization',
      'Patient',
      'Practitioner',
      'PractitionerRole',
    ]);
  });
});

describe('the patient with the full record', () => {
  const record = recordOf(CONFORMANCE_PATIENTS.everyArea);
  const problems = resourcesOf(record, 'Condition');

  test('has something in every area', () => {
    expect(areasOf(record)).toHaveLength(9);
  });

  test.each([
    'MedicationRequest',
    'Observation',
    'AllergyIntolerance',
    'Immunization',
    'DiagnosticReport',
    'ReferralRequest',
    'ProcedureRequest',
    'Encounter',
    'Condition',
  ])('has a problem that names a %s', (type) => {
    const related = problems.flatMap((problem) => referencesIn({ ...problem, subject: undefined }));
    expect(related.some((reference) => reference.startsWith(`${type}/`))).toBe(true);
  });

  test('relates an active allergy to a problem', () => {
    const active = resourcesOf(record, 'AllergyIntolerance').filter(
      ({ clinicalStatus }) => clinicalStatus === 'active',
    );
    const related = new Set(problems.flatMap((problem) => referencesIn(problem)));
    expect(active.some(({ id = '' }) => related.has(`AllergyIntolerance/${id}`))).toBe(true);
  });

  test('begins on 1 May 2015 with a consultation, an entry and a referral', () => {
    const first = (days: readonly (string | undefined)[]) => days.flatMap((day) => day?.slice(0, 10) ?? []).sort()[0];
    expect(first(resourcesOf(record, 'Encounter').map(({ period }) => period?.start))).toBe('2015-05-01');
    expect(first(resourcesOf(record, 'Observation').map(({ effectiveDateTime }) => effectiveDateTime))).toBe(
      '2015-05-01',
    );
    expect(first(resourcesOf(record, 'ReferralRequest').map(({ authoredOn }) => authoredOn))).toBe('2015-05-01');
  });

  test('was seen three times between two days and three years ago', () => {
    const newest = resourcesOf(record, 'Encounter')
      .map(({ period }) => period?.start?.slice(0, 10) ?? '')
      .sort()
      .slice(-3);
    expect(newest.filter((day) => day > '2023-11-21' && day <= '2026-11-19')).toHaveLength(3);
  });

  test('keeps back a medication that a problem names, and an entry', () => {
    const hidden = record.items.filter(({ confidential }) => confidential === true);
    const related = new Set(problems.flatMap((problem) => referencesIn(problem)));
    expect(hidden.flatMap(({ area }) => area ?? []).sort()).toEqual(['medication', 'uncategorisedData']);
    expect(
      hidden.some(
        ({ resource }) =>
          resource.resourceType === 'MedicationRequest' && related.has(`MedicationRequest/${resource.id ?? ''}`),
      ),
    ).toBe(true);
  });

  test('issues an acute plan once at most, and a repeat more than once', () => {
    const issuesOf = (plan: string) =>
      resourcesOf(record, 'MedicationRequest').filter(({ basedOn }) => basedOn?.[0]?.reference === plan).length;
    const plans = resourcesOf(record, 'MedicationRequest').filter(({ intent }) => intent === 'plan');
    const acute = plans.filter((plan) => codingsIn(plan).some(({ code }) => code === 'acute'));
    expect(acute.length).toBeGreaterThan(0);
    expect(Math.max(...acute.map(({ id = '' }) => issuesOf(`MedicationRequest/${id}`)))).toBe(1);
    expect(Math.max(...plans.map(({ id = '' }) => issuesOf(`MedicationRequest/${id}`)))).toBeGreaterThan(1);
  });

  test('has diary entries without a date, and within the next ten years', () => {
    const due = itemsOf(record, 'diaryEntries').map(({ resource }) =>
      resource.resourceType === 'ProcedureRequest'
        ? (resource.occurrenceDateTime ?? resource.occurrencePeriod?.start)
        : '',
    );
    expect(due).toContain(undefined);
    expect(due.filter((day) => day !== undefined && day > TODAY && day < '2036-11-21').length).toBeGreaterThan(0);
  });
});

describe('the patient without problems', () => {
  const record = recordOf(CONFORMANCE_PATIENTS.noProblems);

  test('has every area but problems and consultations', () => {
    expect(areasOf(record)).toEqual([
      'allergies',
      'diaryEntries',
      'immunisations',
      'investigations',
      'medication',
      'referrals',
      'uncategorisedData',
    ]);
    expect(statesOf(record).sort()).toEqual(['active', 'resolved']);
  });

  test('takes nothing any more', () => {
    expect(resourcesOf(record, 'MedicationStatement').filter(({ status }) => status === 'active')).toEqual([]);
  });

  test('has reports that were asked for, with a specimen, a group that names it, and a filing comment', () => {
    const observations = resourcesOf(record, 'Observation');
    for (const { basedOn, specimen, result = [] } of resourcesOf(record, 'DiagnosticReport')) {
      expect(basedOn?.[0]?.reference).toMatch(/^ProcedureRequest\//);
      const named = result.map(({ reference }) =>
        observations.find(({ id = '' }) => reference === `Observation/${id}`),
      );
      expect(named.some((group) => group?.specimen?.reference === specimen?.[0]?.reference)).toBe(true);
      expect(named.some((comment) => comment?.status === 'unknown')).toBe(true);
    }
  });
});

describe('the patients who are about allergies', () => {
  test('one has nothing but allergies', () => {
    const record = recordOf(CONFORMANCE_PATIENTS.allergiesOnly);
    expect(areasOf(record)).toEqual(['allergies']);
    expect(new Set(statesOf(record))).toEqual(new Set(['active', 'resolved']));
  });

  test('one is coded "no known allergies" and takes medication, all of it current', () => {
    const record = recordOf(CONFORMANCE_PATIENTS.noKnownAllergies);
    expect(resourcesOf(record, 'AllergyIntolerance').map(({ code }) => code?.coding?.[0]?.code)).toEqual(['716186003']);
    expect(resourcesOf(record, 'MedicationStatement').map(({ status }) => status)).toEqual(['active', 'active']);
    expect(areasOf(record)).not.toContain('problems');
  });

  test.each([
    ['acute and repeat', CONFORMANCE_PATIENTS.activeAndEndedAllergiesA, ['acute', 'repeat']],
    ['repeat only', CONFORMANCE_PATIENTS.activeAndEndedAllergiesB, ['repeat-dispensing']],
    ['acute only', CONFORMANCE_PATIENTS.activeAndEndedAllergiesC, ['acute']],
  ])('one has active and ended allergies, and medication: %s', (_what, nhsNumber, kinds) => {
    const record = recordOf(nhsNumber);
    const prescribed = resourcesOf(record, 'MedicationRequest')
      .flatMap((request) => codingsIn(request))
      .filter(({ system }) => system?.endsWith('CareConnect-PrescriptionType-1'))
      .map(({ code }) => code);
    expect(statesOf(record).sort()).toEqual(['active', 'resolved']);
    expect([...new Set(prescribed)].sort()).toEqual(kinds);
    expect(areasOf(record)).not.toContain('problems');
  });

  test('one has an ended allergy', () => {
    expect(statesOf(recordOf(CONFORMANCE_PATIENTS.endedAllergy))).toEqual(['resolved']);
  });
});

describe('the patients whose record says something about itself', () => {
  test('the merged one takes nothing now, and some of what she took came from elsewhere', () => {
    const record = recordOf(SCENARIO_PATIENTS.survivor);
    expect(resourcesOf(record, 'MedicationStatement').filter(({ status }) => status === 'active')).toEqual([]);
    const agencies = resourcesOf(record, 'MedicationStatement')
      .flatMap((statement) => codingsIn(statement))
      .map(({ code }) => code);
    expect(agencies).toContain('prescribed-by-another-organisation');
    expect(new Set(statesOf(record))).toEqual(new Set(['active', 'resolved']));
  });

  test('the one in transfer has allergies and a referral, and no problem', () => {
    const record = recordOf(CONFORMANCE_PATIENTS.transferPending);
    expect(areasOf(record)).toEqual(expect.arrayContaining(['allergies', 'referrals']));
    expect(areasOf(record)).not.toContain('problems');
    expect(new Set(statesOf(record))).toEqual(new Set(['active', 'resolved']));
  });

  test('the one with secrets keeps back an active allergy and a referral of several, and gives no reason for ended ones', () => {
    const record = recordOf(CONFORMANCE_PATIENTS.confidentialItems);
    const hidden = record.items.filter(({ confidential }) => confidential === true).map(({ area }) => area);
    expect(hidden).toEqual(['allergies', 'referrals']);
    expect(statesOf(record).sort()).toEqual(['active', 'active', 'resolved', 'resolved']);
    expect(itemsOf(record, 'referrals')).toHaveLength(2);
    const reasons = resourcesOf(record, 'AllergyIntolerance').flatMap(
      ({ extension = [] }) => extension[0]?.extension?.[1]?.valueString ?? [],
    );
    expect(reasons).toEqual(['No information available', 'No information available']);
  });

  test('the one who died has something in every area', () => {
    expect(areasOf(recordOf(SCENARIO_PATIENTS.recentlyDeceased))).toHaveLength(9);
  });
});
