import { CONFORMANCE_PATIENTS } from '@cdg/test-data';

/** The patient in the examples of all descriptions. */
export const EXAMPLE_PATIENT = CONFORMANCE_PATIENTS.activeAndEndedAllergiesA;

const RESOLVED = [{ name: 'includeResolvedAllergies', valueBoolean: false }];

/** What the examples ask for: a patient's active allergies. A part of it may be made wrong. */
export function structuredRecordParameters(
  value: string,
  { system = 'https://fhir.nhs.uk/Id/nhs-number', part = RESOLVED }: { system?: string; part?: readonly object[] } = {},
): object {
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system, value } },
      { name: 'includeAllergies', ...(part.length > 0 && { part }) },
    ],
  };
}
