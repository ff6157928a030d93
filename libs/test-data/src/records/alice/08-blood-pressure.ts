import { ALLERGENS } from '../codes/allergens.ts';
import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { HBA1C, LIPIDS, UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { monthsAfter } from '../dates.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2012 to 2013: hypertension, a cough from ramipril, the first warning of diabetes. */
export function bloodPressureRises(chart: Chart): void {
  hypertensionIsFound(chart);
  treatmentBegins(chart);
  theCough(chart);
  almostDiabetic(chart);
}

function hypertensionIsFound(chart: Chart): void {
  recordConsultation(chart, {
    date: '2012-05-15',
    time: '10:10',
    clinician: 'raman',
    topics: [
      {
        title: 'Raised blood pressure',
        problem: 'hypertension',
        headings: {
          History: [note('Found at the pharmacy’s heart day. Well. Marking until midnight, crisps for supper.')],
          Examination: [
            opensProblem({ key: 'hypertension', code: DIAGNOSES.essentialHypertension, significance: 'major' }),
            bloodPressure(158, 96, 'Third reading; first was 164/98'),
            measured(MEASURES.weight, 84.2),
            codedEntry(FINDINGS.ecgNormal, 'Sinus rhythm 76, no LVH'),
          ],
          Investigation: [
            laboratoryReport({
              panel: UREA_AND_ELECTROLYTES,
              results: [140, 4.4, 4.9, 66, 90],
              filing: 'Normal',
              reason: 'New hypertension',
            }),
            laboratoryReport({
              panel: LIPIDS,
              results: [5.8, 1.1, 3.7, 2.2],
              filing: 'QRISK2 below 10 % – diet first',
            }),
          ],
          Plan: [note('Home readings twice a day for a week, machine no. 4 on loan (£20 deposit).')],
        },
      },
    ],
  });
}

function treatmentBegins(chart: Chart): void {
  recordConsultation(chart, {
    date: '2012-06-12',
    time: '17:20',
    clinician: 'raman',
    topics: [
      {
        title: 'Hypertension',
        problem: 'hypertension',
        entries: [
          bloodPressure(152, 94, 'Home readings, mean of 28'),
          measured(MEASURES.qrisk2, 4.6),
          prescribe({
            medicine: MEDICINES.ramipril25,
            type: 'repeat',
            dosage: 'One daily',
            supply: [28, 'capsule'],
            days: 28,
            issues: ['2012-06-12', '2012-07-10'],
            stopped: { date: '2012-07-24', reason: 'Cough' },
          }),
          codedEntry(DONE.dietEducation, 'Salt, alcohol, “crisps are for Saturdays”'),
        ],
      },
    ],
  });
}

function theCough(chart: Chart): void {
  recordConsultation(chart, {
    date: '2012-07-24',
    time: '09:00',
    clinician: 'raman',
    type: 'telephone',
    minutes: 6,
    topics: [
      {
        title: 'Cough',
        problem: 'hypertension',
        entries: [
          codedEntry(FINDINGS.cough, 'Dry, tickly, all night since ramipril. Not her asthma: peak flow 410'),
          allergy({
            to: ALLERGENS.ramipril,
            category: 'medication',
            type: 'intolerance',
            reaction: FINDINGS.cough,
            severity: 'mild',
          }),
          prescribe({
            medicine: MEDICINES.losartan50,
            type: 'repeat',
            dosage: 'One daily',
            supply: [28, 'tablet'],
            days: 28,
            issues: ['2012-07-24', '2013-01-08'],
            stopped: { date: '2013-01-15', reason: 'Dose increased' },
          }),
        ],
      },
    ],
  });
  recordOutsideConsultation({ chart, date: '2013-01-15', clinician: 'raman', problem: 'hypertension' }, [
    bloodPressure(146, 88),
    prescribe({
      medicine: MEDICINES.losartan100,
      type: 'repeat',
      dosage: 'One daily',
      supply: [56, 'tablet'],
      days: 56,
      allowed: 12,
      issues: issuedEvery(56, monthsAfter(chart.today, -8), chart.today),
    }),
  ]);
}

function almostDiabetic(chart: Chart): void {
  recordConsultation(chart, {
    date: '2013-06-18',
    time: '08:30',
    clinician: 'brennan',
    minutes: 20,
    topics: [
      {
        title: 'Blood sugar',
        problem: 'prediabetes',
        entries: [
          opensProblem({
            key: 'prediabetes',
            code: DIAGNOSES.prediabetes,
            significance: 'minor',
            ended: '2015-03-17',
            relatives: { 'gestational-diabetes': 'sibling' },
          }),
          measured(MEASURES.weight, 88),
          measured(MEASURES.bodyMassIndex, 31.9),
          measured(MEASURES.waist, 102),
          bloodPressure(136, 82),
          laboratoryReport({ panel: HBA1C, results: [44], filing: 'Pre-diabetes. See nurse', filedBy: 'raman' }),
          codedEntry(DONE.encouragedExercise, 'Swimming with Nia on Thursdays'),
          note('Knows from Tomos what this means. Aims for 80 kg by next summer.'),
        ],
      },
    ],
  });
}
