import { kebab } from '../names.ts';

/** The rules of a new interaction's request: those of the structured record, to begin with. */
export function requestRules(name: string, operation: string): string {
  return `import { INTERACTIONS } from '@cdg/gp-connect';
import type { PublicInteraction } from './get-structured-record.ts';
import { readPatientNhsNumber } from './structured-record-parameters.ts';

/** \`$${operation}\`: the patient stands in the Parameters resource of the body. */
export const ${name}: PublicInteraction = {
  interaction: INTERACTIONS.${name},
  readNhsNumber: readPatientNhsNumber,
};
`;
}

export function requestRulesTest(name: string, operation: string): string {
  return `import { describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { ${name} } from './${kebab(name)}.ts';

const request = (value: string) => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'patientNHSNumber', valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value } },
  ],
});

describe('a request for $${operation}', () => {
  test('names the patient', () => {
    expect(${name}.readNhsNumber(request(SCENARIO_PATIENTS.fullRecord))).toBe(SCENARIO_PATIENTS.fullRecord);
  });

  test('is refused when the check digit is wrong', () => {
    expect(() => ${name}.readNhsNumber(request('9999999998'))).toThrow('Invalid NHS number');
  });

  test('is refused when it is for nobody', () => {
    expect(() => ${name}.readNhsNumber({ resourceType: 'Parameters', parameter: [{ name: 'other' }] })).toThrow(
      'patientNHSNumber is missing',
    );
  });
});
`;
}
