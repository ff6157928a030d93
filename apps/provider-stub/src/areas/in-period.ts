import type { SearchPeriod } from '../parameters/record-search.ts';
import { daysOf } from '../uk-date.ts';

/**
 * Tells whether something dated so lies in a period, both bounds included. A partial date matches with any of its days; an
 * item without a date always matches, so that nothing is lost to a filter. Source: GP Connect 1.6.2, search criteria.
 */
export function isInPeriod(date: string | undefined, period: SearchPeriod | undefined): boolean {
  const days = daysOf(date);
  if (period === undefined || days === undefined) return true;
  return (
    (period.start === undefined || days.last >= period.start) && (period.end === undefined || days.first <= period.end)
  );
}
