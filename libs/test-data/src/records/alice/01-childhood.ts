import { ALLERGENS } from '../codes/allergens.ts';
import { DIAGNOSES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS } from '../codes/services.ts';
import { VACCINATIONS } from '../codes/vaccines.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import type { Concept } from '../entries/concept.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { document } from '../entries/document.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { prescribe } from '../entries/medication.ts';
import { codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 1973 to 1991, Saltmere: one of twins, a child with eczema, then asthma. */
export function childhood(chart: Chart): void {
  vaccinationsAsAChild(chart);
  eczemaAndEggs(chart);
  asthmaBegins(chart);
  soreThroats(chart);
  aBrokenWristAndABadWinter(chart);
}

const SCHEDULE: readonly (readonly [given: string, procedure: Concept, note?: string])[] = [
  ['1974-02-12', VACCINATIONS.tripleFirst],
  ['1974-02-12', VACCINATIONS.polio, 'Oral, on sugar'],
  ['1974-04-23', VACCINATIONS.tripleSecond],
  ['1974-10-08', VACCINATIONS.tripleThird, 'Sore arm and a temperature for a day'],
  ['1975-03-04', VACCINATIONS.measles],
  ['1978-09-05', VACCINATIONS.tetanus, 'Pre-school booster, with diphtheria'],
  ['1985-03-19', VACCINATIONS.rubella, 'At school'],
  ['1987-10-06', VACCINATIONS.bcg, 'At school. Heaf test grade 1'],
  ['1989-05-16', VACCINATIONS.tetanus, 'School leaver'],
];

function vaccinationsAsAChild(chart: Chart): void {
  for (const [date, procedure, text] of SCHEDULE) {
    recordOutsideConsultation({ chart, date, clinician: 'hughes' }, [
      vaccinate({ procedure, ...(text !== undefined && { note: text }), reported: true }),
    ]);
  }
}

function eczemaAndEggs(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '1976-05-18', clinician: 'hughes' }, [
    opensProblem({
      key: 'eczema',
      code: DIAGNOSES.eczema,
      significance: 'minor',
      ended: '1991-06-01',
      note: 'Elbow and knee creases. Twin brother clear',
    }),
  ]);
  recordOutsideConsultation({ chart, date: '1976-05-18', clinician: 'hughes', problem: 'eczema' }, [
    prescribe({
      medicine: MEDICINES.hydrocortisone,
      type: 'acute',
      dosage: 'Apply thinly twice a day',
      supply: [30, 'gram'],
      days: 14,
    }),
  ]);
  recordOutsideConsultation({ chart, date: '1978-02-21', clinician: 'hughes' }, [
    codedEntry(FINDINGS.chickenpox, 'Caught from her brother'),
  ]);
  recordOutsideConsultation({ chart, date: '1979-06-12', clinician: 'hughes', problem: 'eczema' }, [
    allergy({
      to: ALLERGENS.egg,
      category: 'environment',
      type: 'allergy',
      reaction: FINDINGS.urticaria,
      severity: 'mild',
      note: 'Lips and face within minutes of scrambled egg',
      ended: { date: '1992-09-10', reason: 'Has eaten eggs without trouble for years' },
    }),
  ]);
}

function asthmaBegins(chart: Chart): void {
  recordConsultation(chart, {
    date: '1981-11-17',
    time: '09:25',
    clinician: 'hughes',
    at: 'saltmere',
    topics: [
      {
        title: 'Asthma',
        problem: 'asthma',
        headings: {
          History: [
            note(
              'Cough every night for 6 weeks, wheezy at netball. Better on holiday. Mother had “bronchitis” as a girl.',
            ),
            codedEntry(FINDINGS.familyHistoryOfAsthma, 'Maternal aunt'),
          ],
          Examination: [codedEntry(FINDINGS.wheezing), measured(MEASURES.peakFlow, 180, 'Expected 235 for her height')],
          Diagnosis: [opensProblem({ key: 'asthma', code: DIAGNOSES.asthma, significance: 'major' })],
          Plan: [
            prescribe({
              medicine: MEDICINES.ventolin,
              type: 'acute',
              dosage: 'Two puffs when wheezy, and before games',
              supply: [1, 'inhaler'],
              days: 50,
            }),
            prescribe({
              medicine: MEDICINES.becotide,
              type: 'repeat',
              dosage: 'Two puffs twice a day',
              supply: [1, 'inhaler'],
              days: 50,
              issues: ['1981-11-17', '1982-01-08', '1982-03-02'],
              stopped: { date: '1994-10-11', reason: 'Changed to beclometasone 100 inhaler' },
            }),
          ],
        },
      },
    ],
  });
}

function soreThroats(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '1983-01-25', clinician: 'hughes' }, [
    opensProblem({
      key: 'tonsillitis',
      code: DIAGNOSES.acuteTonsillitis,
      significance: 'minor',
      ended: '1987-01-01',
      note: 'Third time this winter',
    }),
  ]);
  recordConsultation(chart, {
    date: '1986-03-11',
    time: '17:40',
    clinician: 'fielding',
    at: 'saltmere',
    topics: [
      {
        title: 'Rash',
        problem: 'tonsillitis',
        entries: [
          codedEntry(FINDINGS.rash, 'Itchy weals over trunk, day 3 of penicillin V. No stridor, BP normal'),
          allergy({
            to: ALLERGENS.penicillin,
            category: 'medication',
            type: 'allergy',
            reaction: FINDINGS.urticaria,
            severity: 'moderate',
            note: 'Certainty: likely',
          }),
          prescribe({
            medicine: MEDICINES.penicillinV,
            type: 'acute',
            dosage: 'Two 5ml spoonfuls four times a day',
            supply: [200, 'ml'],
            days: 10,
            stopped: { date: '1986-03-11', reason: 'Rash' },
          }),
          prescribe({
            medicine: MEDICINES.erythromycin,
            type: 'acute',
            dosage: 'One 5ml spoonful four times a day',
            supply: [140, 'ml'],
            days: 7,
          }),
          note('Mother told: no penicillins again, wear a bracelet or carry a card.'),
        ],
      },
    ],
  });
}

function aBrokenWristAndABadWinter(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '1984-07-26', clinician: 'hughes' }, [
    opensProblem({
      key: 'wrist',
      code: DIAGNOSES.fractureOfDistalRadius,
      significance: 'major',
      onset: '1984-07-24',
      ended: '1984-10-02',
      note: 'Fell from a pony at Saltmere show. Left wrist, plaster for 5 weeks',
    }),
  ]);
  recordOutsideConsultation({ chart, date: '1988-12-05', clinician: 'fielding', problem: 'asthma' }, [
    document({
      type: DOCUMENTS.dischargeLetter,
      description: 'Haldane General Hospital, children’s ward: acute asthma, 2 nights',
      from: 'hospital',
      bytes: 21_504,
      contentType: 'image/tiff',
      written: '1988-12-03',
    }),
    prescribe({
      medicine: MEDICINES.prednisolone,
      type: 'acute',
      dosage: 'Six tablets each morning for 5 days',
      supply: [30, 'tablet'],
      days: 5,
      elsewhere: true,
    }),
    measured(MEASURES.peakFlow, 310, 'A week after discharge'),
  ]);
}
