import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { DONE } from '../codes/findings.ts';
import { GLUCOSE_TOLERANCE } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS } from '../codes/services.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2005: Tomos, and diabetes for as long as the pregnancy lasted. */
export function tomos(chart: Chart): void {
  expectingTomos(chart);
  diabetesInPregnancy(chart);
  tomosIsBorn(chart);
}

function expectingTomos(chart: Chart): void {
  recordConsultation(chart, {
    date: '2005-01-27',
    time: '09:30',
    clinician: 'okafor',
    minutes: 15,
    topics: [
      {
        title: 'Pregnancy',
        problem: 'second-pregnancy',
        entries: [
          opensProblem({
            key: 'second-pregnancy',
            code: DIAGNOSES.pregnant,
            significance: 'minor',
            onset: '2004-12-06',
            ended: '2005-09-02',
            note: 'Due 12 September 2005. One miscarriage, one normal delivery',
          }),
          codedEntry(DONE.antenatalBooking),
          bloodPressure(122, 74),
          measured(MEASURES.weight, 72.8, 'BMI 26.4'),
          note('Mother diabetic: glucose tolerance test at 28 weeks please.'),
        ],
      },
    ],
  });
}

function diabetesInPregnancy(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2005-06-21', clinician: 'brennan', problem: 'second-pregnancy' }, [
    codedEntry(DONE.antenatal28Weeks),
    measured(MEASURES.gestation, 28),
    laboratoryReport({
      panel: GLUCOSE_TOLERANCE,
      results: [5.9, 9.8],
      filing: 'Gestational diabetes – rung today, seen in antenatal clinic on Thursday',
      filedBy: 'okafor',
      comment: '75 g glucose; samples at 0 and 120 minutes',
    }),
  ]);
  recordOutsideConsultation({ chart, date: '2005-06-23', clinician: 'okafor' }, [
    opensProblem({
      key: 'gestational-diabetes',
      code: DIAGNOSES.gestationalDiabetes,
      significance: 'major',
      ended: '2005-10-18',
      relatives: { 'second-pregnancy': 'parent' },
    }),
  ]);
  recordOutsideConsultation({ chart, date: '2005-07-12', clinician: 'okafor', problem: 'gestational-diabetes' }, [
    prescribe({
      medicine: MEDICINES.insulin,
      type: 'repeat',
      dosage: '8 units at bedtime, adjusted by the diabetes midwife',
      supply: [5, 'pen'],
      days: 60,
      elsewhere: true,
      stopped: { date: '2005-09-03', reason: 'Baby born' },
    }),
    prescribe({
      medicine: MEDICINES.testStrips,
      type: 'acute',
      dosage: 'Use four times a day',
      supply: [100, 'strip'],
      days: 25,
    }),
  ]);
}

function tomosIsBorn(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2005-09-07', clinician: 'okafor', problem: 'second-pregnancy' }, [
    codedEntry(PROCEDURES.caesareanSection, 'Boy, 4.31 kg, 2 September. Obstructed labour'),
    document({
      type: DOCUMENTS.dischargeSummary,
      description: 'Maternity: emergency caesarean section, gestational diabetes on insulin',
      from: 'hospital',
      bytes: 41_950,
    }),
  ]);
  recordConsultation(chart, {
    date: '2005-10-18',
    time: '15:00',
    clinician: 'okafor',
    minutes: 15,
    topics: [
      {
        title: 'Postnatal',
        problem: 'gestational-diabetes',
        entries: [
          codedEntry(DONE.postnatalExamination, 'Scar dry, healed'),
          bloodPressure(124, 78),
          laboratoryReport({
            panel: GLUCOSE_TOLERANCE,
            results: [5.2, 7.1],
            filing: 'Normal. Glucose yearly for life',
          }),
          note('Told: one in two are diabetic within ten years. Weight matters. Coil discussed.'),
        ],
      },
    ],
  });
}
