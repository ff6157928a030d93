import { SYSTEMS } from '@cdg/fhir';
import { SAMPLE_NHS_NUMBER } from './sample-record.ts';

export type Parameter = Readonly<Record<string, unknown>> & { readonly name: string };

/** A request's body about the sample patient, with these further parameters. */
export function parameters(...further: readonly Parameter[]): string {
  return JSON.stringify({ resourceType: 'Parameters', parameter: [patient(SAMPLE_NHS_NUMBER), ...further] });
}

export function patient(value: string): Parameter {
  return { name: 'patientNHSNumber', valueIdentifier: { system: SYSTEMS.nhsNumber, value } };
}

/** A parameter with these parts, each given as its one value element. */
export function asking(
  name: string,
  parts: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): Parameter {
  const entries = Object.entries(parts).map(([part, value]) => ({ name: part, ...value }));
  return entries.length === 0 ? { name } : { name, part: entries };
}

export const ALLERGIES = asking('includeAllergies', { includeResolvedAllergies: { valueBoolean: false } });
export const ALL_ALLERGIES = asking('includeAllergies', { includeResolvedAllergies: { valueBoolean: true } });
