import { RequestRefused } from '../outcomes.ts';
import { checkCombinations } from './check-combinations.ts';
import type { AreaParameter } from './known-parameters.ts';
import { createPartReader, type PartReader } from './part-readers.ts';
import type { RecordSearch } from './record-search.ts';
import type { SuppliedParameter } from './supplied-parameters.ts';

/** How the parts of each parameter are read. Source: GP Connect 1.6.2, parameters of the operation. */
const READERS: Readonly<Record<AreaParameter, (read: PartReader) => RecordSearch>> = {
  includeAllergies: (read) => ({ allergies: { includeResolved: required(read.boolean, 'includeResolvedAllergies') } }),
  includeMedication: (read) => ({
    medication: {
      includeIssues: read.boolean('includePrescriptionIssues') ?? true,
      activeFrom: read.date('medicationSearchFromDate', {
        isAllowed: (date, today) => date <= today,
        otherwise: 'must not be after today',
      }),
    },
  }),
  includeConsultations: (read) => ({
    consultations: {
      period: read.period('consultationSearchPeriod'),
      mostRecent: read.positiveInt('includeNumberOfMostRecent'),
    },
  }),
  includeProblems: (read) => ({ problems: { status: read.code('filterStatus', ['active', 'inactive']) } }),
  includeImmunisations: (read) => ({
    immunisations: {
      includeNotGiven: read.boolean('includeNotGiven') ?? false,
      includeStatus: read.boolean('includeStatus') ?? true,
    },
  }),
  includeUncategorisedData: (read) => ({ uncategorisedData: { period: read.period('uncategorisedDataSearchPeriod') } }),
  includeInvestigations: (read) => ({ investigations: { period: read.period('investigationSearchPeriod') } }),
  includeReferrals: (read) => ({ referrals: { period: read.period('referralSearchPeriod') } }),
  includeDiaryEntries: (read) => ({
    diaryEntries: {
      dueBy: read.date('diaryEntriesSearchDate', {
        isAllowed: (date, today) => date >= today,
        otherwise: 'must not be before today',
      }),
    },
  }),
};

/** What the recognised parameters ask for, once each of them is valid and they may stand together. */
export function readSearch(parameters: readonly SuppliedParameter[], today: string): RecordSearch {
  let search: RecordSearch = {};
  for (const parameter of parameters) {
    if (!isReadable(parameter.name)) continue;
    search = { ...search, ...READERS[parameter.name](createPartReader(parameter, today)) };
  }
  checkCombinations(parameters, search, today);
  return search;
}

function isReadable(name: string): name is AreaParameter {
  return Object.hasOwn(READERS, name);
}

function required(read: (part: string) => boolean | undefined, part: string): boolean {
  const value = read(part);
  if (value === undefined) throw new RequestRefused('INVALID_PARAMETER', `includeAllergies.${part} is missing`);
  return value;
}
