import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { IMAGING, LIVER_FUNCTION } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, SERVICES } from '../codes/services.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { imagingReport } from '../entries/imaging.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2017: gallstones, found after an Eisteddfod and out by Advent. */
export function gallbladder(chart: Chart): void {
  painAfterTheEisteddfod(chart);
  scanAndReferral(chart);
  outByAdvent(chart);
}

function painAfterTheEisteddfod(chart: Chart): void {
  recordConsultation(chart, {
    date: '2017-08-14',
    time: '08:20',
    clinician: 'raman',
    topics: [
      {
        title: 'Abdominal pain',
        headings: {
          History: [
            codedEntry(
              FINDINGS.rightUpperQuadrantPain,
              'Two bad nights after fried food, through to the shoulder blade',
            ),
            note(
              'A&E at Haldane on Saturday: pain gone by morning, “see your GP”. Vomited twice. No jaundice noticed.',
            ),
          ],
          Examination: [
            measured(MEASURES.temperature, 36.9),
            note('Tender under the right ribs, Murphy’s doubtful. Not yellow.'),
          ],
          Plan: [
            laboratoryReport({
              panel: LIVER_FUNCTION,
              results: [18, 68, 141, 41],
              filing: 'Mildly obstructed, scan quickly',
              reason: '? gallstones',
            }),
          ],
        },
      },
    ],
  });
}

function scanAndReferral(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2017-08-29', clinician: 'raman' }, [
    opensProblem({ key: 'gallstones', code: DIAGNOSES.gallstones, significance: 'major', ended: '2017-12-29' }),
  ]);
  recordOutsideConsultation({ chart, date: '2017-08-29', clinician: 'raman', problem: 'gallstones' }, [
    imagingReport({
      of: IMAGING.abdominalUltrasound,
      report: 'Multiple mobile gallstones up to 9 mm. Wall 3 mm. Common duct 5 mm. Fatty liver. Kidneys normal.',
    }),
    refer({
      to: 'hospital',
      service: SERVICES.surgery,
      reason: DIAGNOSES.gallstones,
      priority: 'urgent',
      text: 'Biliary colic ×2, ALT 68, stones on ultrasound. Type 2 diabetic, asthma, allergic to penicillin.',
    }),
    prescribe({
      medicine: MEDICINES.paracetamol,
      type: 'acute',
      dosage: 'Two four times a day for the pain',
      supply: [100, 'tablet'],
      days: 13,
    }),
  ]);
}

function outByAdvent(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2017-12-01', clinician: 'okafor', problem: 'gallstones' }, [
    codedEntry(PROCEDURES.cholecystectomy, 'Laparoscopic, day case, 28 November'),
    document({
      type: DOCUMENTS.dischargeSummary,
      description: 'Mr de Souza’s team: laparoscopic cholecystectomy',
      from: 'hospital',
      bytes: 57_302,
    }),
  ]);
  recordConsultation(chart, {
    date: '2017-12-29',
    time: '11:50',
    clinician: 'okafor',
    type: 'telephone',
    minutes: 5,
    topics: [
      {
        title: 'After the operation',
        problem: 'gallstones',
        entries: [
          note('Eating mince pies. Port sites healed. Back to school on 8 January; note not needed.'),
          bloodPressure(133, 81, 'Own machine'),
        ],
      },
    ],
  });
}
