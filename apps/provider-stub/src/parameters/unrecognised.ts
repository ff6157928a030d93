import { isAreaParameter, partsOf, PATIENT_PARAMETER } from './known-parameters.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

/**
 * What the request names and the OperationDefinition does not, each once: a parameter as `P`, a part as `P.Q`. Parts of
 * an unknown parameter are not listed. Source: GP Connect 1.6.2, forward compatibility.
 */
export function unrecognisedNames(parameters: readonly SuppliedParameter[]): readonly string[] {
  const names = parameters.flatMap(({ name, parts }) => {
    if (name === PATIENT_PARAMETER) return parts.map((part) => `${name}.${part.name}`);
    if (!isAreaParameter(name)) return [name];
    return parts.filter((part) => !partsOf(name).includes(part.name)).map((part) => `${name}.${part.name}`);
  });
  return [...new Set(names)];
}
