import { DONE, FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS } from '../codes/services.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { about } from '../entries/visit.ts';

/** 2004: registration at Larkfield Road, with the paper notes that came along. */
export function registeringAtLarkfield(chart: Chart): void {
  recordConsultation(chart, {
    date: '2004-03-08',
    time: '11:00',
    clinician: 'brennan',
    minutes: 20,
    topics: [
      {
        title: 'New patient check',
        headings: {
          History: [
            codedEntry(DONE.adultHealthExamination),
            codedEntry(FINDINGS.exSmoker, 'Stopped January 1999'),
            codedEntry(FINDINGS.familyHistoryOfDiabetes, 'Mother, from her fifties'),
            codedEntry(FINDINGS.familyHistoryOfHypertension, 'Both parents'),
            measured(MEASURES.alcohol, 6),
            note('Moved from Saltmere for Gethin’s job. Teaches Welsh and French at Haldane High. Daughter Nia, 2.'),
          ],
          Examination: [
            measured(MEASURES.height, 166),
            measured(MEASURES.weight, 71.4),
            measured(MEASURES.bodyMassIndex, 25.9),
            bloodPressure(118, 74),
            about('asthma', measured(MEASURES.peakFlow, 405)),
          ],
          Plan: [
            document({
              type: DOCUMENTS.letter,
              description: 'Summary of paper records 1973 to 2004, Saltmere Health Centre',
              from: 'saltmere',
              bytes: 1_204_771,
            }),
            about(
              'asthma',
              prescribe({
                medicine: MEDICINES.salbutamol,
                type: 'repeat',
                dosage: 'Two puffs up to four times a day when needed',
                supply: [1, 'inhaler'],
                days: 50,
                allowed: 6,
                issues: issuedEvery(75, monthsAfter(chart.today, -9), chart.today),
              }),
            ),
          ],
        },
      },
    ],
  });
}
