import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import {
  ALBUMIN_CREATININE_RATIO,
  HBA1C,
  LIPIDS,
  LIVER_FUNCTION,
  UREA_AND_ELECTROLYTES,
} from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';

/** 2015 to 2017: type 2 diabetes after all, and the statins. */
export function diabetes(chart: Chart): void {
  diabetesIsFound(chart);
  firstMonthWithTheNurse(chart);
  statinAndMuscles(chart);
}

function diabetesIsFound(chart: Chart): void {
  recordConsultation(chart, {
    date: '2015-03-17',
    time: '09:10',
    clinician: 'okafor',
    minutes: 20,
    topics: [
      {
        title: 'Diabetes',
        problem: 'diabetes',
        headings: {
          History: [
            codedEntry(FINDINGS.thirst, 'A litre by the bed'),
            codedEntry(FINDINGS.polyuria),
            note('Half expected it since Tomos. Mother lost a toe last year; frightened of that.'),
          ],
          Examination: [
            opensProblem({
              key: 'diabetes',
              code: DIAGNOSES.type2Diabetes,
              significance: 'major',
              relatives: { prediabetes: 'sibling' },
            }),
            measured(MEASURES.weight, 91.4),
            bloodPressure(142, 86),
          ],
          Investigation: [
            laboratoryReport({
              panel: HBA1C,
              results: [58],
              filing: 'Diabetic. Second sample agreed: 55',
              reason: 'Thirst',
            }),
            laboratoryReport({ panel: ALBUMIN_CREATININE_RATIO, results: [1.2] }),
          ],
          Plan: [
            prescribe({
              medicine: MEDICINES.metformin500,
              type: 'repeat',
              dosage: 'Two twice a day with meals (one daily for the first week, then step up)',
              supply: [224, 'tablet'],
              days: 56,
              allowed: 12,
              issues: issuedEvery(56, monthsAfter(chart.today, -8), chart.today),
            }),
            note('Losartan stays. Eyes, feet, dietitian: with Maeve in April.'),
          ],
        },
      },
    ],
  });
}

function firstMonthWithTheNurse(chart: Chart): void {
  recordConsultation(chart, {
    date: '2015-04-14',
    time: '14:00',
    clinician: 'brennan',
    minutes: 40,
    topics: [
      {
        title: 'Diabetes: first visit',
        problem: 'diabetes',
        entries: [
          codedEntry(DONE.diabeticFootExamination, 'Pulses and 10 g monofilament present, low risk'),
          measured(MEASURES.weight, 89.9),
          codedEntry(DONE.dietEducation, 'Plate model; enjoys bara brith “in thin slices”'),
          note('Loose stools on metformin, settling. Booked on the group course in Haldane, 6 Saturdays.'),
        ],
      },
    ],
  });
}

function statinAndMuscles(chart: Chart): void {
  recordConsultation(chart, {
    date: '2016-03-22',
    time: '08:50',
    clinician: 'okafor',
    topics: [
      {
        title: 'Cholesterol',
        problem: 'cholesterol',
        entries: [
          opensProblem({
            key: 'cholesterol',
            code: DIAGNOSES.hypercholesterolaemia,
            significance: 'minor',
            relatives: { diabetes: 'sibling' },
          }),
          laboratoryReport({ panel: LIPIDS, results: [6.1, 1.1, 3.8, 2.6], filing: 'Statin advised' }),
          measured(MEASURES.qrisk2, 11.4),
          prescribe({
            medicine: MEDICINES.simvastatin40,
            type: 'repeat',
            dosage: 'One at night',
            supply: [28, 'tablet'],
            days: 28,
            issues: ['2016-03-22', '2016-04-19', '2017-01-24'],
            stopped: { date: '2017-02-07', reason: 'Muscle pain' },
          }),
        ],
      },
    ],
  });
  recordConsultation(chart, {
    date: '2017-02-07',
    time: '16:50',
    clinician: 'okafor',
    topics: [
      {
        title: 'Aching legs',
        problem: 'cholesterol',
        entries: [
          codedEntry(FINDINGS.muscleAches, 'Thighs, since Christmas; stairs are hard'),
          laboratoryReport({ panel: LIVER_FUNCTION, results: [9, 31, 84, 43], filing: 'Normal, CK 120 by telephone' }),
          laboratoryReport({ panel: UREA_AND_ELECTROLYTES, results: [139, 4.7, 5.2, 69, 85] }),
          note('Stop for 6 weeks. Better within 3: try atorvastatin.'),
          prescribe({
            medicine: MEDICINES.atorvastatin20,
            type: 'repeat',
            dosage: 'One daily',
            supply: [56, 'tablet'],
            days: 56,
            allowed: 12,
            issues: issuedEvery(56, monthsAfter(chart.today, -7), chart.today),
          }),
        ],
      },
    ],
  });
}
