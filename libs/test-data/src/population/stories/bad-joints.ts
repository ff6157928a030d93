import { DIAGNOSES } from '../../records/codes/diagnoses.ts';
import { FINDINGS } from '../../records/codes/findings.ts';
import { IMAGING } from '../../records/codes/laboratory-tests.ts';
import { MEDICINES } from '../../records/codes/medicines.ts';
import { DOCUMENTS, SERVICES } from '../../records/codes/services.ts';
import { recordConsultation } from '../../records/entries/consultation.ts';
import { document } from '../../records/entries/document.ts';
import { imagingReport } from '../../records/entries/imaging.ts';
import { prescribe } from '../../records/entries/medication.ts';
import { codedEntry, note } from '../../records/entries/observation.ts';
import { opensProblem } from '../../records/entries/problem.ts';
import { refer } from '../../records/entries/referral.ts';
import { aGp, dayAgo, surgeryTime, type Life } from './life.ts';

/** Osteoarthritis, pictures of it, and a referral. */
export function hasABadKnee(life: Life): void {
  const { chart, random } = life;
  recordConsultation(chart, {
    date: dayAgo(life, 30, 2500),
    time: surgeryTime(life),
    clinician: aGp(life),
    topics: [
      {
        title: 'Knee pain',
        problem: 'knee',
        headings: {
          History: [
            opensProblem({ key: 'knee', code: DIAGNOSES.kneeOsteoarthritis, significance: 'major' }),
            codedEntry(FINDINGS.kneePain, random.pick(['Right, worse on stairs', 'Left, after a long walk'])),
          ],
          Plan: [
            imagingReport({ of: IMAGING.kneeXRay, report: 'Narrowed medial joint space.' }),
            refer({
              to: 'hospital',
              service: SERVICES.orthopaedics,
              text: 'Pain at night, walks half a mile. Your opinion please.',
              letter: document({
                type: DOCUMENTS.letter,
                description: 'Referral to orthopaedics',
                from: 'larkfield',
                bytes: random.whole(20_000, 90_000),
              }),
            }),
          ],
        },
      },
    ],
  });
}

/** A back that comes and goes. */
export function hasABadBack(life: Life): void {
  const { chart, random } = life;
  recordConsultation(chart, {
    date: dayAgo(life, 3, 1400),
    time: surgeryTime(life),
    clinician: aGp(life),
    type: random.pick(['surgery', 'telephone']),
    topics: [
      {
        title: 'Back pain',
        problem: 'back',
        entries: [
          opensProblem({ key: 'back', code: DIAGNOSES.lowBackPain, significance: 'minor' }),
          note('No red flags.'),
          prescribe({
            medicine: random.pick([MEDICINES.paracetamol, MEDICINES.naproxen]),
            type: 'acute',
            dosage: 'As the leaflet says, for two weeks',
            supply: [56, 'tablet'],
            days: 14,
          }),
          refer({ to: 'physiotherapy', service: SERVICES.physiotherapy, text: 'Second episode this year.' }),
        ],
      },
    ],
  });
}
