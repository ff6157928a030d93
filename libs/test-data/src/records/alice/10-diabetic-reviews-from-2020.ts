import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE } from '../codes/findings.ts';
import { ALBUMIN_CREATININE_RATIO, LIPIDS, UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS } from '../codes/services.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { document } from '../entries/document.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';

import type { Review } from './10-diabetic-review.ts';

/** 2020 to 2024: by telephone, before the operation, after it. */
export const reviewsFrom2020 = (chart: Chart): readonly Review[] => [
  ...duringThePandemic(chart),
  ...AROUND_THE_OPERATION,
  lastReview(chart),
];

const duringThePandemic = (chart: Chart): readonly Review[] => [
  {
    date: '2020-08-11',
    time: '11:30',
    clinician: 'brennan',
    telephone: true,
    weight: 93,
    pressure: [139, 83],
    hba1c: [61, 'Bloods in the car park tent, as everyone’s'],
    outcome: [
      measured(MEASURES.phq9, 8),
      note('By telephone for COVID. Weight and BP are her own readings. School on Zoom, no swimming since March.'),
    ],
  },
  {
    date: '2021-05-18',
    time: '09:00',
    clinician: 'okafor',
    weight: 94.2,
    pressure: [140, 82],
    hba1c: [64, 'Change the gliclazide'],
    others: [
      laboratoryReport({
        panel: UREA_AND_ELECTROLYTES,
        results: [138, 4.8, 6.2, 74, 78],
        filing: 'Fine for dapagliflozin',
      }),
    ],
    feet: 'Low risk',
    outcome: [
      prescribe({
        medicine: MEDICINES.dapagliflozin,
        type: 'repeat',
        dosage: 'One each morning',
        supply: [28, 'tablet'],
        days: 28,
        issues: issuedEvery(28, monthsAfter(chart.today, -3), chart.today),
        instructions: 'Stop when ill and not eating (sick-day rules)',
      }),
      note('Thrush and ketone warnings given. Hypos gone once gliclazide stopped.'),
    ],
  },
];

const AROUND_THE_OPERATION: readonly Review[] = [
  {
    date: '2022-03-15',
    time: '16:00',
    clinician: 'tuck',
    weight: 90.1,
    pressure: [131, 78],
    hba1c: [52, 'Fit for theatre'],
    outcome: [
      opensProblem({
        key: 'retinopathy',
        code: DIAGNOSES.retinopathy,
        significance: 'minor',
        onset: '2021-11-23',
        relatives: { diabetes: 'parent' },
        note: 'Background, both eyes. Yearly photographs',
      }),
      document({
        type: DOCUMENTS.letter,
        description: 'Eye screening: R1 M0 both eyes, recall 12 months',
        from: 'eyeScreening',
        bytes: 64_120,
        written: '2021-11-23',
      }),
      note('Surgeon wants HbA1c below 69: she is there.'),
    ],
  },
  {
    date: '2023-04-25',
    time: '09:50',
    clinician: 'tuck',
    weight: 92.7,
    pressure: [134, 79],
    hba1c: [57, 'A little up after the steroid for her shoulder'],
    others: [laboratoryReport({ panel: LIPIDS, results: [4.1, 1.3, 2.1, 1.5], filing: 'On target' })],
    feet: 'Moderate: callus over right 1st metatarsal head, podiatry told',
    outcome: [
      codedEntry(DONE.diabetesMedicationReview),
      note('Walks 5 km with the new knee! Asks about the weekly injections.'),
    ],
  },
];

const lastReview = (chart: Chart): Review => ({
  date: '2024-05-21',
  time: '10:40',
  clinician: 'lindqvist',
  weight: 94.9,
  pressure: [137, 81],
  hba1c: [62, 'Start semaglutide'],
  others: [
    laboratoryReport({
      panel: ALBUMIN_CREATININE_RATIO,
      results: [4.1],
      filing: 'Slightly raised – repeat with early morning sample',
    }),
  ],
  feet: 'Low risk again, skin good',
  outcome: [
    prescribe({
      medicine: MEDICINES.semaglutide,
      type: 'repeat',
      dosage: 'Inject 0.5 mg once a week',
      supply: [1, 'pen'],
      days: 28,
      allowed: 13,
      issues: issuedEvery(28, monthsAfter(chart.today, -4), chart.today),
    }),
    note('BMI 34.4. Shown the pen by Oliver. Gallbladder is out already; pancreatitis warning given.'),
  ],
});
