import { DIAGNOSES } from '../../records/codes/diagnoses.ts';
import { FINDINGS } from '../../records/codes/findings.ts';
import { MEASURES } from '../../records/codes/measures.ts';
import { MEDICINES } from '../../records/codes/medicines.ts';
import type { Concept } from '../../records/entries/concept.ts';
import { recordConsultation } from '../../records/entries/consultation.ts';
import { prescribe } from '../../records/entries/medication.ts';
import { codedEntry, measured, note } from '../../records/entries/observation.ts';
import { aGp, dayAgo, reading, surgeryTime, type Life } from './life.ts';

interface Illness {
  readonly title: string;
  readonly diagnosis: Concept;
  readonly complaint: Concept;
  readonly treatment?: Pick<Parameters<typeof prescribe>[0], 'medicine' | 'dosage' | 'supply' | 'days'>;
}

const ILLNESSES: readonly [Illness, ...Illness[]] = [
  {
    title: 'Chest infection',
    diagnosis: DIAGNOSES.acuteBronchitis,
    complaint: FINDINGS.productiveCough,
    treatment: {
      medicine: MEDICINES.amoxicillin500,
      dosage: 'One three times a day',
      supply: [15, 'capsule'],
      days: 5,
    },
  },
  {
    title: 'Urinary symptoms',
    diagnosis: DIAGNOSES.urinaryTractInfection,
    complaint: FINDINGS.dysuria,
    treatment: { medicine: MEDICINES.nitrofurantoin, dosage: 'One twice a day', supply: [6, 'capsule'], days: 3 },
  },
  {
    title: 'Sore throat',
    diagnosis: DIAGNOSES.acuteTonsillitis,
    complaint: FINDINGS.soreThroat,
    treatment: { medicine: MEDICINES.penicillinV, dosage: '10ml four times a day', supply: [400, 'ml'], days: 10 },
  },
  { title: 'Earache', diagnosis: DIAGNOSES.acuteOtitisMedia, complaint: FINDINGS.otalgia },
  {
    title: 'Rash',
    diagnosis: DIAGNOSES.eczema,
    complaint: FINDINGS.rash,
    treatment: { medicine: MEDICINES.hydrocortisone, dosage: 'Thinly, twice a day', supply: [30, 'g'], days: 14 },
  },
  { title: 'Ankle', diagnosis: DIAGNOSES.sprainedAnkle, complaint: FINDINGS.muscleAches },
];

/** Something that everybody has now and then, and what was done about it. */
export function fallsIll(life: Life): void {
  const { chart, random } = life;
  const { title, diagnosis, complaint, treatment } = random.pick(ILLNESSES);
  recordConsultation(chart, {
    date: dayAgo(life, 1, 1800),
    time: surgeryTime(life),
    clinician: aGp(life),
    type: random.weighed([
      [70, 'surgery'],
      [25, 'telephone'],
      [5, 'home'],
    ]),
    topics: [
      {
        title,
        headings: {
          History: [codedEntry(complaint, `${random.whole(2, 9)} days`)],
          Examination: [codedEntry(diagnosis), measured(MEASURES.temperature, reading(life, [36.4, 39.2], 1))],
          Plan: [treatment === undefined ? note('Should pass by itself.') : prescribe({ ...treatment, type: 'acute' })],
        },
      },
    ],
  });
}
