import { ALLERGENS } from '../codes/allergens.ts';
import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { RECALLS } from '../codes/services.ts';
import { daysAfter, weekdayUpTo, yearsAfter } from '../dates.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { recall } from '../entries/diary.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { about, confidential, recordOutsideConsultation } from '../entries/visit.ts';

/** Ended problems and allergies, a stopped repeat, what is confidential. */
export function theYearsBetween(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2017-06-09', clinician: 'okafor' }, [
    allergy({
      to: ALLERGENS.egg,
      category: 'environment',
      reaction: FINDINGS.rash,
      severity: 'mild',
      onset: '1960',
      ended: { date: '2017-06-09', reason: 'Eats eggs without trouble' },
    }),
    opensProblem({
      key: 'wrist',
      code: DIAGNOSES.fractureOfDistalRadius,
      significance: 'major',
      onset: '2017-01-20',
      ended: '2017-05-02',
      note: 'Slipped on ice, left wrist, in plaster for 6 weeks',
    }),
    about(
      'hypertension',
      prescribe({
        medicine: MEDICINES.ramipril5,
        type: 'repeat',
        dosage: 'One capsule daily',
        supply: [28, 'capsule'],
        days: 28,
        issues: ['2017-06-09', '2017-07-07'],
        stopped: { date: '2017-08-01', reason: 'Dry cough' },
      }),
    ),
  ]);
  recordOutsideConsultation({ chart, date: '2019-11-14', clinician: 'lindqvist' }, [
    opensProblem({
      key: 'kidney',
      code: DIAGNOSES.chronicKidneyDisease3,
      significance: 'minor',
      relatives: { hypertension: 'parent' },
    }),
    about(
      'kidney',
      laboratoryReport({ panel: FULL_BLOOD_COUNT, results: [121, 6.4, 232, 91, 3.9, 0.2], filing: 'Normal' }),
    ),
    confidential(
      about(
        'hypertension',
        prescribe({
          medicine: MEDICINES.sertraline50,
          type: 'repeat',
          dosage: 'One tablet daily',
          supply: [28, 'tablet'],
          days: 28,
          issues: ['2019-11-14'],
        }),
      ),
    ),
    confidential(codedEntry(DIAGNOSES.anxiety, 'Asked that the family does not learn of it')),
  ]);
}

/** The three newest consultations, between two days and three years old. */
export function theLastThreeVisits(chart: Chart): void {
  bloodPressureByTelephone(chart);
  backPain(chart);
  annualReview(chart);
}

function bloodPressureByTelephone(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(daysAfter(chart.today, -700)),
    time: '15:10',
    clinician: 'brennan',
    type: 'telephone',
    topics: [
      {
        title: 'Blood pressure',
        problem: 'hypertension',
        entries: [bloodPressure(142, 84, 'Home readings, mean of 14')],
      },
    ],
  });
}

function backPain(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(daysAfter(chart.today, -190)),
    time: '09:00',
    clinician: 'lindqvist',
    topics: [
      {
        title: 'Backache',
        headings: {
          History: [codedEntry(FINDINGS.backache, 'After moving a sofa'), note('No red flags. Sleeps poorly with it.')],
          Plan: [
            prescribe({
              medicine: MEDICINES.paracetamol,
              type: 'acute',
              dosage: 'Two tablets up to four times a day',
              supply: [100, 'tablet'],
              days: 13,
            }),
          ],
        },
      },
    ],
  });
}

function annualReview(chart: Chart): void {
  const { today } = chart;
  recordConsultation(chart, {
    date: weekdayUpTo(daysAfter(today, -9)),
    time: '10:50',
    clinician: 'okafor',
    topics: [
      {
        title: 'Hypertension review',
        problem: 'hypertension',
        headings: {
          Examination: [bloodPressure(138, 82), measured(MEASURES.weight, 79.2), codedEntry(FINDINGS.neverSmoked)],
          Plan: [
            codedEntry(DONE.medicationReview),
            prescribe({
              medicine: MEDICINES.simvastatin40,
              type: 'repeat',
              dosage: 'One tablet at night',
              supply: [28, 'tablet'],
              days: 28,
              allowed: 6,
              issues: [weekdayUpTo(daysAfter(today, -9))],
            }),
            recall({ what: RECALLS.bloodPressureCheck, due: yearsAfter(today, 1) }),
            recall({ what: RECALLS.medicationReview, due: [yearsAfter(today, 1), yearsAfter(today, 2)] }),
          ],
        },
      },
    ],
  });
}
