import { addDays } from '../uk-date.ts';
import { isAreaParameter, partsOf } from './known-parameters.ts';
import type { RecordSearch } from './record-search.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

/** The parts of each predefined search, and nothing else. Source: GP Connect 1.6.2, predefined searches. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  includeConsultations: ['includeNumberOfMostRecent'],
  includeProblems: [],
  includeAllergies: ['includeResolvedAllergies'],
  includeMedication: ['medicationSearchFromDate'],
};
const SECOND = { ...FIRST, includeImmunisations: [], includeUncategorisedData: [] };

const CONSULTATIONS = 3;
const MEDICATION_DAYS = 365;

/**
 * Tells whether a request is one of the two searches that may combine what is otherwise forbidden: the last three
 * consultations, all problems and allergies, and a year of medication; the second adds immunisations and uncategorised
 * data. The year may be a day out, for callers in other time zones. Parameters we do not know do not matter.
 */
export function isPredefinedSearch(
  parameters: readonly SuppliedParameter[],
  { consultations, allergies, medication }: RecordSearch,
  today: string,
): boolean {
  const days = [-1, 0, 1].map((difference) => addDays(today, difference - MEDICATION_DAYS));
  return (
    [FIRST, SECOND].some((shape) => hasShape(parameters, shape)) &&
    consultations?.mostRecent === CONSULTATIONS &&
    allergies?.includeResolved === true &&
    days.some((day) => day === medication?.activeFrom)
  );
}

function hasShape(
  parameters: readonly SuppliedParameter[],
  shape: Readonly<Record<string, readonly string[]>>,
): boolean {
  const asked = parameters.filter(({ name }) => isAreaParameter(name));
  if (asked.length !== Object.keys(shape).length) return false;
  return asked.every(({ name, parts }) => {
    const known = parts.map((part) => part.name).filter((part) => partsOf(name).includes(part));
    return known.toSorted().join() === shape[name]?.toSorted().join();
  });
}
