import { PEOPLE_FACTS } from '../people/create-people.ts';
import type { PersonFacts } from '../people/person-facts.ts';
import { type Chart, createChart } from './entries/chart.ts';
import { filePatient } from './entries/patient.ts';
import { type Cast, CAST, type OrganisationKey, type StaffKey } from './entries/practice-staff.ts';
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

/** Whose record it is and, where the practice is not one of those that always exist, who appears in it. */
export interface RecordOwner {
  readonly person: PersonFacts;
  readonly cast?: Cast;
}

/** Makes the record of somebody who always exists: the person as PDS knows them, and the chapters of the plan. */
export function createRecord(plan: RecordPlan, today: string): GpRecord {
  const person = PEOPLE_FACTS.find((facts) => facts.nhsNumber === plan.nhsNumber);
  if (person === undefined) throw new Error(`${plan.slug}: nobody has this NHS number`);
  return writeRecord(plan, { person }, today);
}

/** Makes a person's record as of a day. */
export function writeRecord(plan: RecordPlan, { person, cast = CAST }: RecordOwner, today: string): GpRecord {
  const { nhsNumber, slug, practice = 'larkfield', usualGp, circumstances = {}, left } = plan;
  if (person.practice === undefined) throw new Error(`${slug}: is registered nowhere`);
  const registered = person.practice.start;
  const { nhsNumberVerified = true, deceasedDate } = circumstances;
  const chart = createChart({ slug, today, cast });
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
    odsCode: cast.organisations[practice].odsCode,
    registration: { type: 'regular', start: registered, ...(left !== undefined && { end: left }) },
    nhsNumberVerified,
    sensitive: false,
    dissentsFromSharing: false,
    transferPending: false,
    items: chart.items(),
    ...circumstances,
  };
}
