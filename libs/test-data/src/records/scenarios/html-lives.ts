import { DIAGNOSES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { ACTIVE_ALLERGIES, ENDED_ALLERGIES } from '../conformance/allergies.ts';
import { daysAfter, monthsAfter } from '../dates.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import type { Day } from './visits.ts';

/** Current allergies, acute medication, active problems; nothing historical, repeated or inactive. */
export const currentThings = (today: string): readonly Day[] => [
  {
    date: '2015-09-08',
    clinician: 'okafor',
    entries: [
      ACTIVE_ALLERGIES.latex,
      ACTIVE_ALLERGIES.ibuprofen,
      opensProblem({ key: 'hip', code: DIAGNOSES.hipOsteoarthritis, significance: 'major' }),
      opensProblem({ key: 'cholesterol', code: DIAGNOSES.hypercholesterolaemia, significance: 'minor' }),
    ],
  },
  {
    date: daysAfter(today, -3),
    clinician: 'raman',
    problem: 'hip',
    entries: [
      measured(MEASURES.weight, 68.2),
      prescribe({
        medicine: MEDICINES.paracetamol,
        type: 'acute',
        dosage: 'Two four times a day',
        supply: [100, 'tablet'],
        days: 13,
      }),
    ],
  },
];

/** Ended allergies, repeat medication, inactive problems. */
export const formerThings = (today: string): readonly Day[] => [
  {
    date: '2004-01-20',
    clinician: 'okafor',
    entries: [
      ENDED_ALLERGIES.egg,
      ENDED_ALLERGIES.codeine,
      opensProblem({ key: 'gallstones', code: DIAGNOSES.gallstones, significance: 'major', ended: '2004-06-30' }),
      opensProblem({ key: 'tonsils', code: DIAGNOSES.acuteTonsillitis, significance: 'minor', ended: '2004-02-10' }),
    ],
  },
  {
    date: '2020-06-16',
    clinician: 'lindqvist',
    entries: [
      bloodPressure(147, 88),
      prescribe({
        medicine: MEDICINES.amlodipine5,
        type: 'repeat',
        dosage: 'One daily',
        supply: [28, 'tablet'],
        days: 28,
        issues: issuedEvery(28, monthsAfter(today, -3), today),
      }),
    ],
  },
];

/** Nothing taken now, but medication in the past, issued more than once. */
export const NOTHING_NOW: readonly Day[] = [
  {
    date: '2016-01-12',
    clinician: 'raman',
    entries: [
      codedEntry(FINDINGS.insomnia, 'Night shifts'),
      prescribe({
        medicine: MEDICINES.simvastatin40,
        type: 'repeat',
        dosage: 'One at night',
        supply: [28, 'tablet'],
        days: 28,
        issues: ['2016-01-12', '2016-02-09', '2016-03-08'],
        stopped: { date: '2016-04-05', reason: 'Patient’s wish' },
      }),
    ],
  },
];

/** Long dead by the day of the run. */
export const DIED_LONG_AGO: readonly Day[] = [
  { date: '2014-12-02', clinician: 'okafor', entries: [ACTIVE_ALLERGIES.erythromycin, bloodPressure(156, 74)] },
];
