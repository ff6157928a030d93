import { CONFORMANCE_PATIENTS } from '../../scenarios.ts';
import type { RecordPlan } from '../create-record.ts';
import { writeEveryArea } from './every-area.ts';
import { writeNoProblems } from './no-problems.ts';

/** The records of the people whom the provider conformance cases name. */
export const CONFORMANCE_PLANS: readonly RecordPlan[] = [
  { nhsNumber: CONFORMANCE_PATIENTS.emptyRecord, slug: 'kestrelwood', usualGp: 'lindqvist' },
  { nhsNumber: CONFORMANCE_PATIENTS.everyArea, slug: 'ormsgill', usualGp: 'okafor', write: writeEveryArea },
  { nhsNumber: CONFORMANCE_PATIENTS.noProblems, slug: 'achterberg', usualGp: 'lindqvist', write: writeNoProblems },
];
