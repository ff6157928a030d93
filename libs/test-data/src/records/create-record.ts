import { PEOPLE_FACTS } from '../people/create-people.ts';
import { type Chart, createChart } from './entries/chart.ts';
import { filePatient } from './entries/patient.ts';
import { ORGANISATIONS, type OrganisationKey, type StaffKey } from './entries/practice-staff.ts';
import type { GpRecord } from './gp-record.ts';

/** One patient of a practice: who, and what is written about them. */
export interface RecordPlan {
  readonly nhsNumber: string;
  /** Short name: the first part of every id in the record. */
  readonly slug: string;
  readonly practice?: OrganisationKey;
  readonly usualGp?: StaffKey;
  /** Writes the clinical record; absent for an empty one. */
  readonly write?: (chart: Chart) => void;
  /** What is out of the ordinary about the patient or the practice's system. */
  readonly circumstances?: Partial<GpRecord>;
  /** The last day of the registration. */
  readonly left?: string;
}

/** Makes the record: the person as PDS knows them, and the chapters of the plan. */
export function createRecord(plan: RecordPlan, today: string): GpRecord {
  const { nhsNumber, slug, practice = 'larkfield', usualGp, circumstances = {}, left } = plan;
  const person = PEOPLE_FACTS.find((facts) => facts.nhsNumber === nhsNumber);
  if (person?.practice === undefined) throw new Error(`${slug}: nobody with this NHS number is registered`);
  const registered = person.practice.start;
  const { nhsNumberVerified = true, deceasedDate } = circumstances;
  const chart = createChart(slug, today);
  filePatient(chart, {
    person,
    registered,
    practice,
    verified: nhsNumberVerified,
    ...(usualGp !== undefined && { usualGp }),
    ...(left !== undefined && { left }),
    ...(deceasedDate !== undefined && { deceasedDate }),
  });
  plan.write?.(chart);
  return {
    id: nhsNumber,
    odsCode: ORGANISATIONS[practice].odsCode,
    registration: { type: 'regular', start: registered, ...(left !== undefined && { end: left }) },
    nhsNumberVerified,
    sensitive: false,
    dissentsFromSharing: false,
    transferPending: false,
    items: chart.items(),
    ...circumstances,
  };
}
