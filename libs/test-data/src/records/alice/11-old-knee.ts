import { DIAGNOSES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { IMAGING } from '../codes/laboratory-tests.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, SERVICES } from '../codes/services.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { imagingReport } from '../entries/imaging.ts';
import { prescribe } from '../entries/medication.ts';
import { codedEntry, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { about, recordOutsideConsultation } from '../entries/visit.ts';

/** 2013 to 2021: the skiing knee wears out, and waits for the pandemic to pass. */
export function oldKnee(chart: Chart): void {
  theKneeAgain(chart);
  xRayAndInjection(chart);
  waitingForTheatre(chart);
}

function theKneeAgain(chart: Chart): void {
  recordConsultation(chart, {
    date: '2013-11-05',
    time: '11:40',
    clinician: 'lindqvist',
    topics: [
      {
        title: 'Right knee',
        problem: 'knee',
        entries: [
          opensProblem({
            key: 'knee',
            code: DIAGNOSES.kneeOsteoarthritis,
            significance: 'major',
            ended: '2023-06-14',
            relatives: { meniscus: 'parent' },
          }),
          codedEntry(FINDINGS.kneePain, 'The skiing one. Aches after standing in class, stiff for 10 minutes'),
          refer({
            to: 'physiotherapy',
            service: SERVICES.physiotherapy,
            reason: DIAGNOSES.kneeOsteoarthritis,
            text: '40, teacher, BMI 32, meniscus trimmed 1995. Quads and weight, please.',
          }),
          prescribe({
            medicine: MEDICINES.naproxen,
            type: 'acute',
            dosage: 'One twice a day with food, for bad spells',
            supply: [56, 'tablet'],
            days: 28,
          }),
          about(
            'knee',
            prescribe({
              medicine: MEDICINES.omeprazole20,
              type: 'acute',
              dosage: 'One daily while on naproxen',
              supply: [28, 'capsule'],
              days: 28,
            }),
          ),
          note('Inhalers: no wheeze with ibuprofen before, so an NSAID is all right.'),
        ],
      },
    ],
  });
}

function xRayAndInjection(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2018-10-16', clinician: 'lindqvist', problem: 'knee' }, [
    imagingReport({
      of: IMAGING.kneeXRay,
      report:
        'Right knee, weight-bearing: marked loss of medial joint space with osteophytes. Kellgren–Lawrence grade 3.',
    }),
  ]);
  recordConsultation(chart, {
    date: '2019-02-26',
    time: '12:30',
    clinician: 'raman',
    topics: [
      {
        title: 'Knee injection',
        problem: 'knee',
        entries: [
          note(
            'Consent. Right knee, lateral approach, 40 mg triamcinolone with 5 ml 1 % lidocaine, no touch. Sugars up for 3 days: warned.',
          ),
          codedEntry(FINDINGS.kneePain, '7/10 before, 4/10 after 10 minutes'),
        ],
      },
    ],
  });
}

function waitingForTheatre(chart: Chart): void {
  recordConsultation(chart, {
    date: '2020-02-11',
    time: '10:30',
    clinician: 'lindqvist',
    topics: [
      {
        title: 'Right knee',
        problem: 'knee',
        entries: [
          note(
            'Oxford knee score 17. Wakes at night, cannot kneel to the bottom shelf; injection held for 5 months only.',
          ),
          refer({
            to: 'hospital',
            service: SERVICES.orthopaedics,
            reason: DIAGNOSES.kneeOsteoarthritis,
            text: 'Grade 3 osteoarthritis at 46 after a meniscectomy. Young for it, but life is small. Diabetic, HbA1c 55.',
            letter: document({
              type: DOCUMENTS.letter,
              description: 'Referral to orthopaedics, knee',
              from: 'larkfield',
              bytes: 52_480,
            }),
          }),
        ],
      },
    ],
  });
  recordOutsideConsultation({ chart, date: '2021-11-16', clinician: 'lindqvist', problem: 'knee' }, [
    document({
      type: DOCUMENTS.letter,
      description: 'Miss Whitlock, orthopaedics: listed for right total knee replacement; 92 weeks waited',
      from: 'hospital',
      bytes: 88_034,
    }),
    prescribe({
      medicine: MEDICINES.coCodamol,
      type: 'acute',
      dosage: 'One or two at night',
      supply: [60, 'tablet'],
      days: 30,
    }),
  ]);
}
