import { ALLERGENS } from '../codes/allergens.ts';
import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { C_REACTIVE_PROTEIN } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS } from '../codes/services.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2022: a new knee, and a wound that needs a visit. */
export function newKnee(chart: Chart): void {
  kneeIsReplaced(chart);
  infectedWound(chart);
}

function kneeIsReplaced(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2022-06-17', clinician: 'lindqvist', problem: 'knee' }, [
    codedEntry(PROCEDURES.totalKneeReplacement, 'Right, 14 June 2022, spinal. Home on day 3'),
    document({
      type: DOCUMENTS.dischargeSummary,
      description: 'Orthopaedics: right total knee replacement, uncomplicated',
      from: 'hospital',
      bytes: 119_266,
      written: '2022-06-17',
    }),
    prescribe({
      medicine: MEDICINES.rivaroxaban,
      type: 'acute',
      dosage: 'One daily for 14 days',
      supply: [14, 'tablet'],
      days: 14,
      elsewhere: true,
    }),
    prescribe({
      medicine: MEDICINES.oramorph,
      type: 'acute',
      dosage: '5 to 10 ml every 4 hours when needed',
      supply: [100, 'ml'],
      days: 5,
      elsewhere: true,
    }),
    allergy({
      to: ALLERGENS.codeine,
      category: 'medication',
      type: 'intolerance',
      reaction: FINDINGS.vomiting,
      note: 'On the ward, with dihydrocodeine too. Morphine tolerated',
    }),
  ]);
}

function infectedWound(chart: Chart): void {
  recordConsultation(chart, {
    date: '2022-06-28',
    time: '13:50',
    clinician: 'tuck',
    type: 'home',
    minutes: 25,
    topics: [
      {
        title: 'Wound',
        problem: 'wound',
        entries: [
          opensProblem({
            key: 'wound',
            code: DIAGNOSES.woundInfection,
            significance: 'minor',
            ended: '2022-07-19',
            relatives: { knee: 'parent' },
          }),
          measured(MEASURES.temperature, 37.8),
          note('Lower third red and warm, 2 cm either side, a little pus at one clip. Calf soft. Bends to 70°.'),
          laboratoryReport({
            panel: C_REACTIVE_PROTEIN,
            results: [48],
            filing: 'Rung to the ward: superficial, treat and see',
          }),
          prescribe({
            medicine: MEDICINES.doxycycline,
            type: 'acute',
            dosage: 'Two today, then one daily',
            supply: [8, 'capsule'],
            days: 7,
            instructions: 'Penicillin allergic',
          }),
        ],
      },
    ],
  });
}
