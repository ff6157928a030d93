import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT, HBA1C, IMAGING, THYROID_STIMULATING_HORMONE } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { RECALLS, SERVICES } from '../codes/services.ts';
import { VACCINATIONS } from '../codes/vaccines.ts';
import { ACTIVE_ALLERGIES } from '../conformance/allergies.ts';
import { monthsAfter } from '../dates.ts';
import { recall } from '../entries/diary.ts';
import { imagingReport } from '../entries/imaging.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import type { Day } from './visits.ts';

/** A joiner with a bad back. */
export const JOINER: readonly Day[] = [
  {
    date: '2011-09-13',
    clinician: 'raman',
    entries: [
      opensProblem({ key: 'back', code: DIAGNOSES.lowBackPain, significance: 'minor' }),
      ACTIVE_ALLERGIES.aspirin,
    ],
  },
  {
    date: '2011-09-13',
    clinician: 'raman',
    problem: 'back',
    entries: [
      codedEntry(FINDINGS.backache, 'Lifting a staircase. No sciatica'),
      refer({ to: 'physiotherapy', service: SERVICES.physiotherapy, text: 'Joiner, 35, third episode in a year.' }),
    ],
  },
  { date: '2020-01-14', clinician: 'brennan', entries: [bloodPressure(128, 82), measured(MEASURES.weight, 88.7)] },
];

/** A headmistress with an underactive thyroid; her bulk of results is made by the provider stub. */
export const HEADMISTRESS: readonly Day[] = [
  {
    date: '1996-05-21',
    clinician: 'okafor',
    entries: [opensProblem({ key: 'thyroid', code: DIAGNOSES.hypothyroidism, significance: 'major' })],
  },
  {
    date: '2018-02-06',
    clinician: 'lindqvist',
    problem: 'thyroid',
    entries: [
      laboratoryReport({ panel: THYROID_STIMULATING_HORMONE, results: [3.1], filing: 'Same dose' }),
      codedEntry(FINDINGS.fatigue, 'Retired in July, more tired than at school'),
    ],
  },
];

/** A widower in a care home; his bulk, too, is made by the provider stub. */
export const WIDOWER: readonly Day[] = [
  {
    date: '2019-08-22',
    clinician: 'raman',
    entries: [ACTIVE_ALLERGIES.ibuprofen, codedEntry(DONE.structuredMedicationReview, 'At The Cedars, with his niece')],
  },
  {
    date: '2022-11-08',
    clinician: 'tuck',
    entries: [vaccinate({ procedure: VACCINATIONS.influenza, batch: 'V3A450V' })],
  },
];

/** A student who sprained an ankle. */
export const STUDENT: readonly Day[] = [
  {
    date: '2019-03-05',
    clinician: 'okafor',
    entries: [
      codedEntry(DIAGNOSES.sprainedAnkle, 'Hockey. Can take four steps, no X-ray'),
      ACTIVE_ALLERGIES.grassPollen,
      prescribe({
        medicine: MEDICINES.cetirizine,
        type: 'acute',
        dosage: 'One daily in summer',
        supply: [30, 'tablet'],
        days: 30,
      }),
    ],
  },
];

/** A marathon runner whose record is cut off: long enough to be cut in the middle, whatever is asked for. */
export const RUNNER: readonly Day[] = [
  {
    date: '2006-08-14',
    clinician: 'brennan',
    entries: [ACTIVE_ALLERGIES.latex, ACTIVE_ALLERGIES.erythromycin, bloodPressure(116, 70)],
  },
  {
    date: '2016-04-26',
    clinician: 'lindqvist',
    entries: [
      opensProblem({
        key: 'anaemia',
        code: DIAGNOSES.ironDeficiencyAnaemia,
        significance: 'minor',
        ended: '2016-11-01',
      }),
    ],
  },
  {
    date: '2016-04-26',
    clinician: 'lindqvist',
    problem: 'anaemia',
    entries: [
      codedEntry(FINDINGS.fatigue, '“Hit the wall at 12 miles, not 20”'),
      laboratoryReport({ panel: FULL_BLOOD_COUNT, results: [121, 5.1, 233, 78.2, 2.9, 0.1], filing: 'Low for a man' }),
      prescribe({
        medicine: MEDICINES.ferrousSulfate,
        type: 'acute',
        dosage: 'One daily',
        supply: [84, 'tablet'],
        days: 84,
      }),
    ],
  },
  {
    date: '2023-02-21',
    clinician: 'raman',
    entries: [
      codedEntry(FINDINGS.kneePain, 'Left, outer side, after 8 miles'),
      imagingReport({ of: IMAGING.kneeXRay, report: 'Normal.' }),
      refer({ to: 'physiotherapy', service: SERVICES.physiotherapy, text: 'Iliotibial band, runs 60 miles a week.' }),
    ],
  },
];

/** Migraine since school. */
export const MIGRAINE: readonly Day[] = [
  {
    date: '1991-10-01',
    clinician: 'okafor',
    entries: [opensProblem({ key: 'migraine', code: DIAGNOSES.migraine, significance: 'major', onset: '1978' })],
  },
  {
    date: '2017-01-10',
    clinician: 'okafor',
    problem: 'migraine',
    entries: [codedEntry(FINDINGS.headache, 'Fewer since the change'), bloodPressure(130, 79)],
  },
];

/** Somebody of the other practice, with reflux and its own doctor. */
export const refluxAtQuayside = (today: string): readonly Day[] => [
  {
    date: '2014-03-25',
    clinician: 'sorensen',
    entries: [opensProblem({ key: 'reflux', code: DIAGNOSES.reflux, significance: 'minor' }), ACTIVE_ALLERGIES.peanut],
  },
  {
    date: '2014-03-25',
    clinician: 'sorensen',
    problem: 'reflux',
    entries: [
      prescribe({
        medicine: MEDICINES.omeprazole20,
        type: 'repeat',
        dosage: 'One before breakfast',
        supply: [28, 'capsule'],
        days: 28,
        issues: issuedEvery(28, monthsAfter(today, -4), today),
      }),
      recall({ what: RECALLS.medicationReview, due: monthsAfter(today, 2) }),
    ],
  },
];

/** A chef, newly diabetic on paper. */
export const CHEF: readonly Day[] = [
  {
    date: '2022-09-27',
    clinician: 'tuck',
    entries: [
      laboratoryReport({ panel: HBA1C, results: [43], filing: 'Just over the line, repeat in a year' }),
      measured(MEASURES.weight, 104.6),
      codedEntry(DONE.dietEducation, 'Tastes all day for a living'),
    ],
  },
];

/** Two registrations that have little behind them. */
export const NEWCOMER: readonly Day[] = [
  {
    date: '2019-10-07',
    clinician: 'brennan',
    entries: [codedEntry(DONE.adultHealthExamination), bloodPressure(112, 70)],
  },
  {
    date: '2021-02-25',
    clinician: 'brennan',
    entries: [vaccinate({ procedure: VACCINATIONS.covidFirst, batch: 'EP9598' })],
  },
];
export const CYCLIST: readonly Day[] = [
  {
    date: '2018-07-17',
    clinician: 'raman',
    entries: [
      codedEntry(DIAGNOSES.fractureOfDistalRadius, 'Pothole on Infirmary Hill, right'),
      codedEntry(FINDINGS.neverSmoked),
      ACTIVE_ALLERGIES.aspirin,
    ],
  },
];
