import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT } from '../codes/laboratory-tests.ts';
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

/** 2000 to 2003, Saltmere: Nia, and a loss. */
export function nia(chart: Chart): void {
  expectingNia(chart);
  niaIsBorn(chart);
  aLoss(chart);
}

function expectingNia(chart: Chart): void {
  recordConsultation(chart, {
    date: '2000-10-03',
    time: '10:00',
    clinician: 'fielding',
    at: 'saltmere',
    minutes: 20,
    topics: [
      {
        title: 'Pregnancy',
        problem: 'first-pregnancy',
        entries: [
          opensProblem({
            key: 'first-pregnancy',
            code: DIAGNOSES.pregnant,
            significance: 'minor',
            onset: '2000-08-08',
            ended: '2001-05-14',
            note: 'Planned, delighted. Due 15 May 2001',
          }),
          codedEntry(FINDINGS.nausea, 'All day; ginger helps'),
          codedEntry(DONE.antenatalBooking),
          bloodPressure(108, 64),
          measured(MEASURES.weight, 61.2),
          prescribe({
            medicine: MEDICINES.folicAcid,
            type: 'acute',
            dosage: 'One daily until 12 weeks',
            supply: [56, 'tablet'],
            days: 28,
          }),
          laboratoryReport({
            panel: FULL_BLOOD_COUNT,
            results: [124, 8.9, 268, 86, 6.1, 0.3],
            filing: 'Normal, O rhesus positive',
            reason: 'Booking bloods',
          }),
        ],
      },
    ],
  });
}

function niaIsBorn(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2001-05-17', clinician: 'fielding', problem: 'first-pregnancy' }, [
    codedEntry(PROCEDURES.normalDelivery, 'Girl, 3.42 kg, 14 May. Gas and air, small tear'),
    document({
      type: DOCUMENTS.dischargeSummary,
      description: 'Maternity: normal delivery, home after 24 hours',
      from: 'hospital',
      bytes: 33_012,
    }),
  ]);
  recordConsultation(chart, {
    date: '2001-06-26',
    time: '14:20',
    clinician: 'fielding',
    at: 'saltmere',
    minutes: 15,
    topics: [
      {
        title: 'Postnatal',
        problem: 'first-pregnancy',
        entries: [
          codedEntry(DONE.postnatalExamination),
          bloodPressure(110, 70),
          note('Feeding well, tired but cheerful. Mini-pill discussed, prefers condoms.'),
        ],
      },
    ],
  });
}

function aLoss(chart: Chart): void {
  recordConsultation(chart, {
    date: '2003-02-18',
    time: '12:10',
    clinician: 'fielding',
    at: 'saltmere',
    minutes: 20,
    topics: [
      {
        title: 'Miscarriage',
        problem: 'miscarriage',
        entries: [
          opensProblem({
            key: 'miscarriage',
            code: DIAGNOSES.miscarriage,
            significance: 'minor',
            onset: '2003-02-15',
            ended: '2003-04-01',
            note: '9 weeks. Scan at Haldane General: complete',
          }),
          note('Very sad, Gethin with her. Wants no tests. May try again when they are ready. To ring if low.'),
        ],
      },
    ],
  });
}
