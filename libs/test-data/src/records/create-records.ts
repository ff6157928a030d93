import { SCENARIO_PATIENTS } from '../scenarios.ts';
import { CONFORMANCE_PLANS } from './conformance/conformance-plans.ts';
import { writeEveryArea } from './conformance/every-area.ts';
import { createRecord, type RecordPlan } from './create-record.ts';
import type { GpRecord } from './gp-record.ts';

/**
 * Every record that the GP systems of the synthetic practices hold, as of a day.
 *
 * @param today `YYYY-MM-DD`
 */
export function createRecords(today: string): GpRecord[] {
  return [...SCENARIO_PLANS, ...CONFORMANCE_PLANS].map((plan) => createRecord(plan, today));
}

const SCENARIO_PLANS: readonly RecordPlan[] = [
  { nhsNumber: SCENARIO_PATIENTS.fullRecord, slug: 'alice', usualGp: 'lindqvist', write: writeEveryArea },
];
