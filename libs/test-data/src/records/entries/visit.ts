import type { FhirResource } from 'fhir/r3.js';
import type { ClinicalArea } from '../gp-record.ts';
import type { Chart } from './chart.ts';
import type { StaffKey } from './practice-staff.ts';

/** When, by whom and about what something is recorded; within a consultation also in which. */
export interface Visit {
  readonly chart: Chart;
  readonly date: string;
  readonly time: string;
  readonly clinician: StaffKey;
  /** Reference of the Encounter. */
  readonly encounter?: string;
  /** Key of the problem that what is recorded belongs to. */
  readonly problem?: string;
  readonly confidential?: true;
}

/** Something that is written in the record at a visit; answers how a heading refers to it. */
export type Entry = (visit: Visit) => string;

interface Filing {
  readonly area?: ClinicalArea;
  /** Supporting resources are not named by the problem itself. */
  readonly supports?: true;
}

/** Files what a visit recorded, and relates it to the visit's problem. */
export function fileAt(visit: Visit, resource: FhirResource, { area, supports }: Filing = {}): string {
  const reference = visit.chart.file({
    ...(area !== undefined && { area }),
    ...(visit.confidential === true && { confidential: true }),
    resource,
  });
  if (visit.problem !== undefined && supports !== true) visit.chart.relate(visit.problem, reference);
  return reference;
}

/** Marks what the entry records as confidential. */
export const confidential =
  (entry: Entry): Entry =>
  (visit) =>
    entry({ ...visit, confidential: true });

/** Ties the entry to another problem than the one its visit or topic is about. */
export const about =
  (problem: string, entry: Entry): Entry =>
  (visit) =>
    entry({ ...visit, problem });

/** Records entries outside of any consultation: letters, results, reviews of the record. */
export function recordOutsideConsultation(
  visit: Omit<Visit, 'time'> & { readonly time?: string },
  entries: readonly Entry[],
): readonly string[] {
  return entries.map((entry) => entry({ time: '13:00', ...visit }));
}
