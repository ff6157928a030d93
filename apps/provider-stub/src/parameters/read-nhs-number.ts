import { isNhsNumber, SYSTEMS } from '@cdg/fhir';
import { z } from 'zod';
import { RequestRefused } from '../outcomes.ts';
import { PATIENT_PARAMETER } from './known-parameters.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

const identifierSchema = z.looseObject({ system: z.string().optional(), value: z.string().optional() });

/** The NHS number that the request is about. Source: GP Connect 1.6.2, error handling of the operation and of identifiers. */
export function readNhsNumber(parameters: readonly SuppliedParameter[]): string {
  const parameter = parameters.find(({ name }) => name === PATIENT_PARAMETER);
  if (parameter === undefined) throw new RequestRefused('INVALID_PARAMETER', `${PATIENT_PARAMETER} is missing`);
  const identifier = identifierSchema.safeParse(parameter.value);
  if (parameter.valueElement !== 'valueIdentifier' || !identifier.success) {
    throw new RequestRefused('INVALID_PARAMETER', `${PATIENT_PARAMETER} must be a valueIdentifier`);
  }
  const { system, value } = identifier.data;
  if (system !== SYSTEMS.nhsNumber) {
    throw new RequestRefused('INVALID_IDENTIFIER_SYSTEM', `${PATIENT_PARAMETER}.system must be ${SYSTEMS.nhsNumber}`);
  }
  if (value === undefined || !isNhsNumber(value)) {
    throw new RequestRefused('INVALID_NHS_NUMBER', `${PATIENT_PARAMETER} is not a valid NHS number`);
  }
  return value;
}
