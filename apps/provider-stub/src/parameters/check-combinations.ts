import { RequestRefused } from '../outcomes.ts';
import { partsOf } from './known-parameters.ts';
import { isPredefinedSearch } from './predefined-searches.ts';
import type { RecordSearch } from './record-search.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

/** Parts that may not stand beside a parameter that brings linked items. Source: GP Connect 1.6.2, parameter combinations. */
const FORBIDDEN_BESIDE = {
  includeConsultations: [
    'medicationSearchFromDate',
    'uncategorisedDataSearchPeriod',
    'referralSearchPeriod',
    'diaryEntriesSearchDate',
    'includeNotGiven',
    'includeStatus',
    'filterStatus',
  ],
  includeProblems: [
    'medicationSearchFromDate',
    'uncategorisedDataSearchPeriod',
    'referralSearchPeriod',
    'diaryEntriesSearchDate',
    'includeNotGiven',
    'includeStatus',
  ],
} as const;

/** Refuses parts that exclude each other; the two predefined searches are the exception. */
export function checkCombinations(parameters: readonly SuppliedParameter[], search: RecordSearch, today: string): void {
  if (search.consultations?.period !== undefined && search.consultations.mostRecent !== undefined) {
    throw new RequestRefused(
      'INVALID_RESOURCE',
      'includeConsultations takes consultationSearchPeriod or includeNumberOfMostRecent, not both',
    );
  }
  if (isPredefinedSearch(parameters, search, today)) return;
  if (search.consultations !== undefined) refuseBeside('includeConsultations', parameters);
  if (search.problems !== undefined) refuseBeside('includeProblems', parameters);
}

function refuseBeside(companion: keyof typeof FORBIDDEN_BESIDE, parameters: readonly SuppliedParameter[]): void {
  const forbidden: readonly string[] = FORBIDDEN_BESIDE[companion];
  for (const { name, parts } of parameters) {
    const part = parts.find(
      (candidate) => forbidden.includes(candidate.name) && partsOf(name).includes(candidate.name),
    );
    if (part === undefined) continue;
    throw new RequestRefused('INVALID_PARAMETER', `${name}.${part.name} may not stand beside ${companion}`);
  }
}
