import { DIAGNOSES } from '../../records/codes/diagnoses.ts';
import { DONE, FINDINGS } from '../../records/codes/findings.ts';
import { HBA1C, THYROID_STIMULATING_HORMONE, UREA_AND_ELECTROLYTES } from '../../records/codes/laboratory-tests.ts';
import { MEASURES } from '../../records/codes/measures.ts';
import { MEDICINES } from '../../records/codes/medicines.ts';
import { RECALLS } from '../../records/codes/services.ts';
import { daysAfter, monthsAfter } from '../../records/dates.ts';
import { recordConsultation } from '../../records/entries/consultation.ts';
import { recall } from '../../records/entries/diary.ts';
import { laboratoryReport } from '../../records/entries/investigation.ts';
import { prescribe } from '../../records/entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../../records/entries/observation.ts';
import { opensProblem } from '../../records/entries/problem.ts';
import { about, recordOutsideConsultation } from '../../records/entries/visit.ts';
import { aGp, aNurse, dayAgo, lastIssues, reading, surgeryTime, yearsAgo, type Life } from './life.ts';

export function hasHypertension(life: Life): void {
  const { chart, random } = life;
  const since = yearsAgo(life, 1, 15);
  const medicine = random.pick([MEDICINES.amlodipine5, MEDICINES.ramipril5, MEDICINES.losartan50]);
  recordConsultation(chart, {
    date: since,
    time: surgeryTime(life),
    clinician: aGp(life),
    topics: [
      {
        title: 'Blood pressure',
        problem: 'hypertension',
        headings: {
          Examination: [
            opensProblem({ key: 'hypertension', code: DIAGNOSES.essentialHypertension, significance: 'major' }),
            bloodPressure(reading(life, [150, 178]), reading(life, [90, 104])),
          ],
          Plan: [
            prescribe({
              medicine,
              type: random.chance(0.2) ? 'repeat-dispensing' : 'repeat',
              dosage: 'One daily',
              supply: [56, medicine === MEDICINES.ramipril5 ? 'capsule' : 'tablet'],
              days: 56,
              allowed: 12,
              issues: lastIssues(life, { days: 56, since }),
            }),
          ],
        },
      },
    ],
  });
  recordOutsideConsultation({ chart, date: dayAgo(life, 10, 300), clinician: aNurse(life), problem: 'hypertension' }, [
    bloodPressure(reading(life, [122, 152]), reading(life, [70, 90]), 'Mean of home readings'),
    laboratoryReport({
      panel: UREA_AND_ELECTROLYTES,
      results: [
        reading(life, [134, 145]),
        reading(life, [3.6, 5.2], 1),
        reading(life, [3, 9], 1),
        reading(life, [52, 110]),
      ],
      filing: 'Satisfactory',
    }),
    recall({ what: RECALLS.bloodPressureCheck, due: monthsAfter(chart.today, random.whole(1, 12)) }),
  ]);
}

export function hasDiabetes(life: Life): void {
  const { chart, random } = life;
  const since = yearsAgo(life, 1, 12);
  recordOutsideConsultation({ chart, date: since, clinician: aGp(life) }, [
    opensProblem({ key: 'diabetes', code: DIAGNOSES.type2Diabetes, significance: 'major' }),
    about('diabetes', laboratoryReport({ panel: HBA1C, results: [reading(life, [49, 82])], filing: 'Diabetic. Seen' })),
    about(
      'diabetes',
      prescribe({
        medicine: MEDICINES.metformin500,
        type: 'repeat',
        dosage: random.pick(['One twice a day with food', 'Two twice a day with food']),
        supply: [112, 'tablet'],
        days: 28,
        allowed: 6,
        issues: lastIssues(life, { days: 28, since }),
      }),
    ),
  ]);
  recordConsultation(chart, {
    date: dayAgo(life, 5, 360),
    time: surgeryTime(life),
    clinician: aNurse(life),
    minutes: 20,
    topics: [
      {
        title: 'Diabetic review',
        problem: 'diabetes',
        entries: [
          codedEntry(DONE.diabeticAnnualReview),
          codedEntry(DONE.diabeticFootExamination, 'Pulses and sensation present'),
          measured(MEASURES.weight, reading(life, [62, 124], 1)),
          recall({ what: RECALLS.retinalScreening, due: monthsAfter(chart.today, random.whole(1, 12)) }),
        ],
      },
    ],
  });
}

export function hasAsthma(life: Life): void {
  const { chart, random } = life;
  const since = yearsAgo(life, 1, 20);
  recordOutsideConsultation({ chart, date: since, clinician: aGp(life) }, [
    opensProblem({ key: 'asthma', code: DIAGNOSES.asthma, significance: 'major' }),
    about(
      'asthma',
      prescribe({
        medicine: MEDICINES.salbutamol,
        type: 'repeat',
        dosage: 'Two puffs when needed',
        supply: [1, 'inhaler'],
        days: 60,
        allowed: 6,
        issues: lastIssues(life, { days: 60, since }),
      }),
    ),
  ]);
  recordConsultation(chart, {
    date: dayAgo(life, 20, 500),
    time: surgeryTime(life),
    clinician: aNurse(life),
    type: random.pick(['surgery', 'telephone']),
    topics: [
      {
        title: 'Asthma review',
        problem: 'asthma',
        entries: [
          codedEntry(DONE.asthmaAnnualReview, random.pick(['Well controlled', 'Wheezes on two nights a week'])),
          measured(MEASURES.peakFlow, reading(life, [260, 560])),
          recall({ what: RECALLS.asthmaReview, due: monthsAfter(chart.today, random.whole(2, 14)) }),
        ],
      },
    ],
  });
}

export function hasAnUnderactiveThyroid(life: Life): void {
  const { chart } = life;
  const date = yearsAgo(life, 2, 20);
  recordOutsideConsultation({ chart, date, clinician: aGp(life) }, [
    opensProblem({ key: 'thyroid', code: DIAGNOSES.hypothyroidism, significance: 'major' }),
    about('thyroid', codedEntry(FINDINGS.fatigue, 'For months, and always cold')),
  ]);
  recordOutsideConsultation({ chart, date: dayAgo(life, 10, 380), clinician: aGp(life), problem: 'thyroid' }, [
    laboratoryReport({
      panel: THYROID_STIMULATING_HORMONE,
      results: [reading(life, [0.2, 7], 2)],
      filing: 'Same dose, repeat in a year',
    }),
  ]);
}

export function hasLowMood(life: Life): void {
  const { chart, random } = life;
  const since = dayAgo(life, 60, 1500);
  const hasEnded = random.chance(0.4);
  recordConsultation(chart, {
    date: since,
    time: surgeryTime(life),
    clinician: aGp(life),
    topics: [
      {
        title: 'Mood',
        problem: 'anxiety',
        headings: {
          History: [
            opensProblem({
              key: 'anxiety',
              code: DIAGNOSES.anxiety,
              significance: 'minor',
              ...(hasEnded && { ended: daysAfter(since, 50) }),
            }),
            measured(MEASURES.phq9, reading(life, [6, 21])),
            note('Sleeps badly, work is too much. No thoughts of harm.'),
          ],
          Plan: [
            prescribe({
              medicine: MEDICINES.sertraline50,
              type: 'repeat',
              dosage: 'One each morning',
              supply: [28, 'tablet'],
              days: 28,
              issues: [since],
              ...(hasEnded && { stopped: { date: daysAfter(since, 50), reason: 'Feels well again' } }),
            }),
          ],
        },
      },
    ],
  });
}
