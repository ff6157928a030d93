import type { Chart } from '../entries/chart.ts';
import type { StaffKey } from '../entries/practice-staff.ts';
import { type Entry, recordOutsideConsultation } from '../entries/visit.ts';

/** One day's entries. */
export interface Day {
  readonly date: string;
  readonly clinician: StaffKey;
  /** Key of the problem that the day was about. */
  readonly problem?: string;
  readonly entries: readonly Entry[];
}

/** Writes a short record, day by day. */
export function writeDays(chart: Chart, days: readonly Day[]): void {
  for (const { entries, ...day } of days) recordOutsideConsultation({ chart, ...day }, entries);
}
