import { DONE, FINDINGS } from '../codes/findings.ts';
import {
  ALBUMIN_CREATININE_RATIO,
  HBA1C,
  LIPIDS,
  LIVER_FUNCTION,
  UREA_AND_ELECTROLYTES,
} from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { RECALLS } from '../codes/services.ts';
import { daysAfter, monthsAfter, weekdayUpTo } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { recall } from '../entries/diary.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';

/** Fourteen to ten months before today: her mother's death, and a good yearly review. */
export function theYearBefore(chart: Chart): void {
  herMother(chart);
  yearlyReview(chart);
}

function herMother(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(monthsAfter(chart.today, -14)),
    time: '17:00',
    clinician: 'lindqvist',
    type: 'telephone',
    minutes: 12,
    topics: [
      {
        title: 'Bereavement',
        entries: [
          codedEntry(FINDINGS.lowMood, 'Mam died on Sunday, 81, in Saltmere. Kidneys, then a stroke'),
          measured(MEASURES.phq9, 9),
          note(
            'Sleeping 4 hours. Does not want tablets: “this is just sadness, Doctor.” Funeral is on Friday. Ring any time.',
          ),
        ],
      },
    ],
  });
}

function yearlyReview(chart: Chart): void {
  const date = weekdayUpTo(monthsAfter(chart.today, -10));
  recordConsultation(chart, {
    date,
    time: '09:20',
    clinician: 'tuck',
    minutes: 30,
    topics: [
      {
        title: 'Diabetes review',
        problem: 'diabetes',
        headings: {
          Examination: [
            codedEntry(DONE.diabeticAnnualReview),
            measured(MEASURES.weight, 86.1),
            measured(MEASURES.bodyMassIndex, 31.2),
            bloodPressure(129, 76),
            codedEntry(DONE.diabeticFootExamination, 'Low risk; callus gone since the new shoes'),
            codedEntry(FINDINGS.exSmoker),
          ],
          Investigation: [
            laboratoryReport({ panel: HBA1C, results: [48], filing: 'Best since 2016!', filedBy: 'lindqvist' }),
            laboratoryReport({
              panel: UREA_AND_ELECTROLYTES,
              results: [140, 4.6, 6.4, 79, 72],
              filing: 'Stable',
              filedBy: 'lindqvist',
            }),
            laboratoryReport({
              panel: LIPIDS,
              results: [3.9, 1.4, 1.9, 1.3],
              filing: 'On target',
              filedBy: 'lindqvist',
            }),
            laboratoryReport({
              panel: LIVER_FUNCTION,
              results: [11, 42, 88, 44],
              filedBy: 'lindqvist',
            }),
            laboratoryReport({
              panel: ALBUMIN_CREATININE_RATIO,
              results: [3.6],
              filing: 'Persistent, small: on losartan and dapagliflozin already',
              filedBy: 'lindqvist',
            }),
          ],
          Plan: [
            codedEntry(DONE.structuredMedicationReview, 'Eight items, all wanted, all taken'),
            recall({ what: RECALLS.diabeticReview, due: monthsAfter(date, 12), text: 'Bloods a week before' }),
            recall({ what: RECALLS.retinalScreening, due: [daysAfter(chart.today, 20), daysAfter(chart.today, 80)] }),
            note(
              '8.8 kg off with the pen. Nausea for two days after each dose rise. Choir tour to Brittany this summer.',
            ),
          ],
        },
      },
    ],
  });
}
