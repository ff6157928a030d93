import { conformancePlans } from './conformance/conformance-plans.ts';
import { createRecord } from './create-record.ts';
import type { GpRecord } from './gp-record.ts';
import { scenarioPlans } from './scenarios/scenario-plans.ts';

/**
 * Every record that the GP systems of the synthetic practices hold, as of a day.
 *
 * @param today `YYYY-MM-DD`
 */
export function createRecords(today: string): GpRecord[] {
  return [...scenarioPlans(today), ...conformancePlans(today)].map((plan) => createRecord(plan, today));
}
