import { RequestRefused } from '../outcomes.ts';
import { isAreaParameter, partsOf, PATIENT_PARAMETER } from './known-parameters.ts';
import type { SuppliedParameter, SuppliedPart } from './supplied-parameters.ts';

/**
 * Every parameter and part of the OperationDefinition stands at most once, and a parameter made of parts has no value of
 * its own. What the definition does not know may stand as often as it likes.
 */
export function checkRepeats(parameters: readonly SuppliedParameter[]): void {
  const known = parameters.filter(({ name }) => name === PATIENT_PARAMETER || isAreaParameter(name));
  refuseRepeats(known, '');
  for (const { name, valueElement, parts } of known.filter((parameter) => isAreaParameter(parameter.name))) {
    if (valueElement !== undefined) throw new RequestRefused('INVALID_RESOURCE', `${name} takes parts, not a value`);
    refuseRepeats(
      parts.filter((part) => partsOf(name).includes(part.name)),
      `${name}.`,
    );
  }
}

function refuseRepeats(supplied: readonly SuppliedPart[], prefix: string): void {
  const seen = new Set<string>();
  for (const { name } of supplied) {
    if (seen.has(name)) throw new RequestRefused('INVALID_RESOURCE', `${prefix}${name} stands more than once`);
    seen.add(name);
  }
}
