import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';

const { everyArea } = CONFORMANCE_PATIENTS;
const { providerNeverAnswers, record5MB, record50MB, recordCutOff } = SCENARIO_PATIENTS;

/** Everybody; first a patient whose record is small and has something in every area. */
export const NHS_NUMBERS: readonly string[] = [
  ...new Set([everyArea, ...Object.values(CONFORMANCE_PATIENTS), ...Object.values(SCENARIO_PATIENTS)]),
];

/** Those whose record takes seconds. */
export const SLOW_NHS_NUMBERS: readonly string[] = [providerNeverAnswers, record5MB, record50MB, recordCutOff];
