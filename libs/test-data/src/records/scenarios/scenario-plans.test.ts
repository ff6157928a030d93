import { describe, expect, test } from '@jest/globals';
import { HTML_PATIENTS } from '../../people/html-patients.ts';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '../../scenarios.ts';
import { createRecords } from '../create-records.ts';

const records = createRecords('2026-11-21');
const recordOf = (nhsNumber: string) => records.find(({ id }) => id === nhsNumber);

const ORDINARY = {
  odsCode: 'A12345',
  nhsNumberVerified: true,
  sensitive: false,
  dissentsFromSharing: false,
  transferPending: false,
};

describe('what the practice knows about the people of the scenarios', () => {
  test.each([
    ['the full record', SCENARIO_PATIENTS.fullRecord, ORDINARY],
    ['restricted in PDS', SCENARIO_PATIENTS.restrictedA, { sensitive: true }],
    ['restricted in PDS, the other one', SCENARIO_PATIENTS.restrictedB, { sensitive: true }],
    ['superseded', SCENARIO_PATIENTS.superseded, { supersededBy: SCENARIO_PATIENTS.survivor }],
    ['the survivor of the merge', SCENARIO_PATIENTS.survivor, ORDINARY],
    ['not verified with PDS', CONFORMANCE_PATIENTS.notVerified, { nhsNumberVerified: false }],
    ['dissent', SCENARIO_PATIENTS.dissent, { dissentsFromSharing: true, sensitive: false }],
    ['transfer pending', CONFORMANCE_PATIENTS.transferPending, { transferPending: true }],
    ['died 14 days ago', SCENARIO_PATIENTS.recentlyDeceased, { deceasedDate: '2026-11-07' }],
    ['died long ago', HTML_PATIENTS.diedLongAgo, { deceasedDate: '2026-08-23' }],
    ['left in March', CONFORMANCE_PATIENTS.leftThePractice, { registration: { end: '2026-03-21' } }],
    [
      'another patient’s record comes back',
      SCENARIO_PATIENTS.wrongPatientReturned,
      { fault: { kind: 'wrong-patient' } },
    ],
    ['about 5 MB', SCENARIO_PATIENTS.record5MB, { bulkBytes: 5_000_000 }],
    ['about 50 MB', SCENARIO_PATIENTS.record50MB, { bulkBytes: 50_000_000 }],
    ['never answers', SCENARIO_PATIENTS.providerNeverAnswers, { fault: { kind: 'hang' } }],
    ['cut off', SCENARIO_PATIENTS.recordCutOff, { fault: { kind: 'truncate' } }],
    ['answers HTML', SCENARIO_PATIENTS.providerAnswersHtml, { fault: { kind: 'html' } }],
    ['fails', SCENARIO_PATIENTS.providerFails, { fault: { kind: 'status', status: 500 } }],
    ['the other practice', SCENARIO_PATIENTS.severalSystems, { ...ORDINARY, odsCode: 'T10004' }],
    ['PDS throttles', SCENARIO_PATIENTS.pdsAlwaysThrottles, ORDINARY],
    ['PDS recovers', SCENARIO_PATIENTS.pdsRecovers, ORDINARY],
  ])('%s', (_what, nhsNumber, facts) => {
    expect(recordOf(nhsNumber)).toMatchObject(facts);
  });

  test.each([
    ['unknown to the provider', SCENARIO_PATIENTS.unknownToProvider],
    ['exists nowhere', SCENARIO_PATIENTS.neverExists],
    ['has no practice', SCENARIO_PATIENTS.noPractice],
    ['invalidated in PDS', SCENARIO_PATIENTS.invalidatedInPds],
  ])('no record for somebody who is %s', (_what, nhsNumber) => {
    expect(recordOf(nhsNumber)).toBeUndefined();
  });

  test('the record that is cut off goes on well past the cut, and the Patient stands before it', () => {
    const record = recordOf(SCENARIO_PATIENTS.recordCutOff);
    const sizes = record?.items.map(({ resource }) => JSON.stringify(resource).length) ?? [];
    const afterBytes = record?.fault?.kind === 'truncate' ? record.fault.afterBytes : 0;
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(1.8 * afterBytes);
    const patient = record?.items.find(({ resource }) => resource.resourceType === 'Patient')?.resource;
    expect(JSON.stringify(patient).length).toBeLessThan(afterBytes / 2);
  });

  test('the dead, and those who left, are so in their Patient resource', () => {
    const patientOf = (nhsNumber: string) =>
      recordOf(nhsNumber)?.items.find(({ resource }) => resource.resourceType === 'Patient')?.resource;
    expect(patientOf(SCENARIO_PATIENTS.recentlyDeceased)).toMatchObject({ deceasedDateTime: '2026-11-07' });
    expect(patientOf(CONFORMANCE_PATIENTS.leftThePractice)).toMatchObject({ active: false });
    expect(patientOf(SCENARIO_PATIENTS.fullRecord)).toMatchObject({ active: true });
  });
});
