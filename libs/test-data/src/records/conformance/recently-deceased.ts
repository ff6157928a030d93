import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT, UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, RECALLS, SERVICES } from '../codes/services.ts';
import { VACCINATIONS } from '../codes/vaccines.ts';
import { daysAfter, monthsAfter, weekdayUpTo } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { recall } from '../entries/diary.ts';
import { document } from '../entries/document.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { writeDays } from '../scenarios/visits.ts';
import { ACTIVE_ALLERGIES, ENDED_ALLERGIES } from './allergies.ts';

/** An old man's record, with something in every area; the last visit is three weeks old. */
export function writeRecentlyDeceased(chart: Chart): void {
  theLongYears(chart);
  theLastYear(chart);
}

function theLongYears(chart: Chart): void {
  writeDays(chart, [
    {
      date: '1994-03-15',
      clinician: 'okafor',
      entries: [ACTIVE_ALLERGIES.erythromycin, ENDED_ALLERGIES.houseDustMite],
    },
    {
      date: '2015-06-16',
      clinician: 'okafor',
      entries: [
        opensProblem({ key: 'fibrillation', code: DIAGNOSES.atrialFibrillation, significance: 'major' }),
        opensProblem({
          key: 'hernia',
          code: DIAGNOSES.lowBackPain,
          significance: 'minor',
          onset: '2010-02-01',
          ended: '2012-05-01',
          note: 'Gave up the allotment for two summers',
        }),
      ],
    },
    {
      date: '2015-06-16',
      clinician: 'okafor',
      problem: 'fibrillation',
      entries: [
        bloodPressure(138, 84),
        measured(MEASURES.pulse, 104, 'Irregularly irregular'),
        refer({
          to: 'hospital',
          service: SERVICES.cardiology,
          text: 'New atrial fibrillation at 73, breathless on hills.',
        }),
        laboratoryReport({ panel: FULL_BLOOD_COUNT, results: [138, 6.6, 214, 92, 4.4, 0.2], filing: 'Normal' }),
      ],
    },
    {
      date: '2023-09-26',
      clinician: 'tuck',
      entries: [vaccinate({ procedure: VACCINATIONS.influenza, batch: '395806C' })],
    },
  ]);
}

function theLastYear(chart: Chart): void {
  const { today } = chart;
  recordConsultation(chart, {
    date: weekdayUpTo(monthsAfter(today, -5)),
    time: '11:10',
    clinician: 'okafor',
    type: 'home',
    minutes: 25,
    topics: [
      {
        title: 'Frailty',
        problem: 'fibrillation',
        headings: {
          History: [
            codedEntry(FINDINGS.dyspnoea, 'Two pillows, then three'),
            note('Sleeps in the chair. Daughter moves in on Sunday.'),
          ],
          Plan: [
            laboratoryReport({
              panel: UREA_AND_ELECTROLYTES,
              results: [131, 5.1, 14.2, 148, 38],
              filing: 'As expected',
            }),
            prescribe({
              medicine: MEDICINES.omeprazole20,
              type: 'repeat',
              dosage: 'One daily',
              supply: [28, 'capsule'],
              days: 28,
              issues: issuedEvery(28, monthsAfter(today, -5), monthsAfter(today, -1)),
            }),
            recall({ what: RECALLS.medicationReview, due: monthsAfter(today, 1) }),
          ],
        },
      },
    ],
  });
  writeDays(chart, [
    {
      date: daysAfter(today, -21),
      clinician: 'lindqvist',
      problem: 'fibrillation',
      entries: [
        codedEntry(DONE.medicationReview, 'Comfort only from now'),
        prescribe({
          medicine: MEDICINES.oramorph,
          type: 'acute',
          dosage: '2.5 ml every 4 hours when breathless',
          supply: [100, 'ml'],
          days: 14,
        }),
        document({ type: DOCUMENTS.letter, description: 'Advance care plan', from: 'larkfield', bytes: 30_871 }),
      ],
    },
  ]);
}
