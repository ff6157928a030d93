import type { Extension, Medication, MedicationRequest, MedicationStatement } from 'fhir/r3.js';
import type { Medicine } from '../codes/medicines.ts';
import { clockTime, daysAfter } from '../dates.ts';
import { coded, type Concept, snomed } from './concept.ts';
import { EXTENSIONS, profileUrl, RECORD_SYSTEMS } from './structured-record-names.ts';
import type { Visit } from './visit.ts';

const PRESCRIPTION_TYPES = {
  acute: ['acute', 'Acute'],
  repeat: ['repeat', 'Repeat'],
  'repeat-dispensing': ['repeat-dispensing', 'Repeat Dispensing'],
  delayed: ['delayed-prescribing', 'Delayed Prescribing'],
} as const satisfies Record<string, Concept>;

const AGENCIES = {
  practice: ['prescribed-at-gp-practice', 'Prescribed at GP practice'],
  elsewhere: ['prescribed-by-another-organisation', 'Prescribed by another organisation'],
} as const satisfies Record<string, Concept>;

/** A course of medication as it was prescribed at a visit. */
export interface Prescription {
  readonly medicine: Medicine;
  readonly type: keyof typeof PRESCRIPTION_TYPES;
  readonly dosage: string;
  readonly supply: readonly [amount: number, unit: string];
  /** How many days one supply lasts. */
  readonly days: number;
  /** Last day of the course; absent while it goes on. */
  readonly end?: string;
  /** It was stopped before its time: when and why. */
  readonly stopped?: { readonly date: string; readonly reason: string };
  /** Days on which it was issued. */
  readonly issues?: readonly string[];
  /** Issues that a repeat is authorised for. */
  readonly allowed?: number;
  /** Added instruction for the patient. */
  readonly instructions?: string;
  /** Not prescribed here, but by a hospital, a clinic or a walk-in centre. */
  readonly elsewhere?: true;
}

/** A prescription with everything its visit adds. */
export interface Course extends Prescription {
  readonly visit: Visit;
  readonly issues: readonly string[];
  readonly isRepeat: boolean;
  /** Reference of the Medication. */
  readonly drug: string;
  readonly status: 'active' | 'completed' | 'stopped';
}

const period = (start: string, end?: string) => ({ start, ...(end !== undefined && { end }) });

/** The drug itself; one for each medicine of a record. */
export const drugResource = (medicine: Medicine, slug: string): Medication => ({
  resourceType: 'Medication',
  id: `${slug}-drug-${medicine.concept[0]}${medicine.text === undefined ? '' : `-${slugOf(medicine.text)}`}`,
  meta: { profile: [profileUrl('Medication')] },
  code: snomed(medicine.concept, medicine.text),
});

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 24)
    .replace(/-$/, '');

/** What the patient is taking: the entry of the medication list. */
export function statementResource(course: Course, plan: string): MedicationStatement {
  const { visit, drug, dosage, end, elsewhere, issues, status } = course;
  const { chart, date, time, encounter } = visit;
  const lastIssue = issues.at(-1);
  return {
    resourceType: 'MedicationStatement',
    ...chart.header('statement', 'MedicationStatement'),
    extension: [
      ...(lastIssue === undefined ? [] : [{ url: EXTENSIONS.lastIssueDate, valueDateTime: lastIssue }]),
      {
        url: EXTENSIONS.prescribingAgency,
        valueCodeableConcept: coded(
          RECORD_SYSTEMS.prescribingAgency,
          elsewhere === true ? AGENCIES.elsewhere : AGENCIES.practice,
        ),
      },
    ],
    basedOn: [{ reference: plan }],
    ...(encounter !== undefined && { context: { reference: encounter } }),
    status,
    medicationReference: { reference: drug },
    effectivePeriod: period(date, end),
    dateAsserted: clockTime(date, time),
    subject: chart.subject,
    taken: 'unk',
    dosage: [dosageOf(course, dosage)],
  };
}

const dosageOf = ({ instructions }: Course, text: string) => ({
  text,
  ...(instructions !== undefined && { patientInstruction: instructions }),
});

const prescriptionType = ({ type }: Course): Extension => ({
  url: EXTENSIONS.prescriptionType,
  valueCodeableConcept: coded(RECORD_SYSTEMS.prescriptionType, PRESCRIPTION_TYPES[type]),
});

/** What plan and issue have in common. */
function requestResource(course: Course, kind: 'plan' | 'issue') {
  const { visit, drug, dosage, supply, days } = course;
  const [value, unit] = supply;
  return {
    resourceType: 'MedicationRequest' as const,
    ...visit.chart.header(kind, 'MedicationRequest'),
    medicationReference: { reference: drug },
    subject: visit.chart.subject,
    recorder: visit.chart.staff(visit.clinician),
    dosageInstruction: [dosageOf(course, dosage)],
    supplied: {
      quantity: { value, unit },
      expectedSupplyDuration: { value: days, unit: 'day', system: RECORD_SYSTEMS.ucum, code: 'd' },
    },
  };
}

/** The authorisation to prescribe. */
export function planResource(course: Course): MedicationRequest {
  const { visit, end, status } = course;
  const { supplied, ...request } = requestResource(course, 'plan');
  return {
    ...request,
    extension: [...repeatInformation(course), prescriptionType(course), ...statusReason(course)],
    status,
    intent: 'plan',
    ...(visit.encounter !== undefined && { context: { reference: visit.encounter } }),
    authoredOn: clockTime(visit.date, visit.time),
    dispenseRequest: { validityPeriod: period(visit.date, end), ...supplied },
  };
}

/** One issue of a plan. */
export function issueResource(course: Course, { plan, day }: { plan: string; day: string }): MedicationRequest {
  const { supplied, ...request } = requestResource(course, 'issue');
  return {
    ...request,
    extension: [prescriptionType(course)],
    basedOn: [{ reference: plan }],
    status: 'completed',
    intent: 'order',
    authoredOn: clockTime(day, course.visit.time),
    dispenseRequest: { validityPeriod: period(day, daysAfter(day, course.days - 1)), ...supplied },
  };
}

function repeatInformation({ isRepeat, allowed, issues }: Course): Extension[] {
  if (!isRepeat) return [];
  return [
    {
      url: EXTENSIONS.repeatInformation,
      extension: [
        ...(allowed === undefined ? [] : [{ url: 'numberOfRepeatPrescriptionsAllowed', valueUnsignedInt: allowed }]),
        { url: 'numberOfRepeatPrescriptionsIssued', valueUnsignedInt: issues.length },
      ],
    },
  ];
}

function statusReason({ stopped }: Course): Extension[] {
  if (stopped === undefined) return [];
  return [
    {
      url: EXTENSIONS.medicationStatusReason,
      extension: [
        { url: 'statusReason', valueCodeableConcept: { text: stopped.reason } },
        { url: 'statusChangeDate', valueDateTime: stopped.date },
      ],
    },
  ];
}
