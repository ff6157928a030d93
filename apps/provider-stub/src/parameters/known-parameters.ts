import type { ClinicalArea } from '@cdg/test-data';

export const PATIENT_PARAMETER = 'patientNHSNumber';

/** The parameters that ask for a clinical area, and the parts each may have. Source: GP Connect 1.6.2, OperationDefinition. */
export const AREA_PARAMETERS = {
  includeAllergies: { area: 'allergies', parts: ['includeResolvedAllergies'] },
  includeMedication: { area: 'medication', parts: ['includePrescriptionIssues', 'medicationSearchFromDate'] },
  includeConsultations: { area: 'consultations', parts: ['consultationSearchPeriod', 'includeNumberOfMostRecent'] },
  includeProblems: { area: 'problems', parts: ['filterStatus'] },
  includeImmunisations: { area: 'immunisations', parts: ['includeNotGiven', 'includeStatus'] },
  includeUncategorisedData: { area: 'uncategorisedData', parts: ['uncategorisedDataSearchPeriod'] },
  includeInvestigations: { area: 'investigations', parts: ['investigationSearchPeriod'] },
  includeReferrals: { area: 'referrals', parts: ['referralSearchPeriod'] },
  includeDiaryEntries: { area: 'diaryEntries', parts: ['diaryEntriesSearchDate'] },
} as const satisfies Record<string, { area: ClinicalArea; parts: readonly string[] }>;

export type AreaParameter = keyof typeof AREA_PARAMETERS;

/** Tells whether a top-level parameter asks for a clinical area. */
export function isAreaParameter(name: string): name is AreaParameter {
  return Object.hasOwn(AREA_PARAMETERS, name);
}

/** The parts that a parameter may have; none for one that asks for no area. */
export function partsOf(name: string): readonly string[] {
  return isAreaParameter(name) ? AREA_PARAMETERS[name].parts : [];
}
