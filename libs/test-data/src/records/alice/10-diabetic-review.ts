import { DONE } from '../codes/findings.ts';
import { HBA1C } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { bloodPressure, codedEntry, measured } from '../entries/observation.ts';
import type { StaffKey } from '../entries/practice-staff.ts';
import type { Entry } from '../entries/visit.ts';

/** What was measured at a yearly review, and what came of it. */
export interface Review {
  readonly date: string;
  readonly time: string;
  readonly clinician: StaffKey;
  readonly telephone?: true;
  readonly weight: number;
  readonly pressure: readonly [systolic: number, diastolic: number];
  readonly hba1c: readonly [result: number, filing: string];
  readonly others?: readonly Entry[];
  readonly feet?: string;
  readonly outcome: readonly Entry[];
}

/** Writes one yearly review: measurements, blood, plan. */
export function recordDiabeticReview(chart: Chart, review: Review): void {
  const { date, time, clinician, weight, pressure, hba1c, others = [], feet, outcome } = review;
  const [result, filing] = hba1c;
  recordConsultation(chart, {
    date,
    time,
    clinician,
    minutes: 30,
    ...(review.telephone === true && { type: 'telephone' }),
    topics: [
      {
        title: 'Diabetes review',
        problem: 'diabetes',
        entries: [
          codedEntry(DONE.diabeticAnnualReview),
          measured(MEASURES.weight, weight),
          bloodPressure(...pressure),
          ...(feet === undefined ? [] : [codedEntry(DONE.diabeticFootExamination, feet)]),
          laboratoryReport({ panel: HBA1C, results: [result], filing, filedBy: 'okafor' }),
          ...others,
          ...outcome,
        ],
      },
    ],
  });
}
