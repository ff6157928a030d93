import { describe, expect, test } from '@jest/globals';
import { pdsPatientSchema } from './patient.ts';

const PATIENT = {
  resourceType: 'Patient',
  id: '9990000018',
  meta: { versionId: '2', security: [{ system: 's', code: 'U', display: 'unrestricted' }] },
  generalPractitioner: [
    { id: 'x', type: 'Organization', identifier: { system: 's', value: 'A12345', period: { start: '2020-01-01' } } },
  ],
  name: [{ family: 'Synthetic' }],
};

describe('pdsPatientSchema', () => {
  test('keeps every element, those that nobody reads included', () => {
    expect(pdsPatientSchema.parse(PATIENT)).toEqual(PATIENT);
  });

  test.each<[string, object]>([
    ['a practice', { generalPractitioner: undefined }],
    ['security labels', { meta: { versionId: '2' } }],
    ['meta', { meta: undefined }],
    ['a period', { generalPractitioner: [{ identifier: { value: 'A12345' } }] }],
  ])('takes a patient without %s', (_, without) => {
    expect(pdsPatientSchema.safeParse(JSON.parse(JSON.stringify({ ...PATIENT, ...without }))).success).toBe(true);
  });

  test.each<[string, object]>([
    ['is another resource', { resourceType: 'Bundle' }],
    ['has no id', { id: undefined }],
    ['has a practice without a code', { generalPractitioner: [{ identifier: {} }] }],
    ['has a label without a code', { meta: { security: [{}] } }],
    ['has one practice instead of a list', { generalPractitioner: PATIENT.generalPractitioner[0] }],
  ])('refuses what %s', (_, wrong) => {
    expect(pdsPatientSchema.safeParse({ ...PATIENT, ...wrong }).success).toBe(false);
  });
});
