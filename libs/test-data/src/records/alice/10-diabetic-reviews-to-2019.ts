import { FINDINGS } from '../codes/findings.ts';
import { ALBUMIN_CREATININE_RATIO, UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { codedEntry, note } from '../entries/observation.ts';

import type { Review } from './10-diabetic-review.ts';

/** 2016 to 2019: well, then less so, then too low. */
export const REVIEWS_TO_2019: readonly Review[] = [
  {
    date: '2016-04-19',
    time: '14:30',
    clinician: 'brennan',
    weight: 84.6,
    pressure: [132, 80],
    hba1c: [47, 'Excellent'],
    others: [laboratoryReport({ panel: UREA_AND_ELECTROLYTES, results: [141, 4.5, 5, 65, 91], filing: 'Normal' })],
    feet: 'Low risk',
    outcome: [note('Seven kilos off. The course was “the best thing since the Urdd”. Retinal photographs clear.')],
  },
  {
    date: '2018-06-05',
    time: '09:40',
    clinician: 'tuck',
    weight: 89.8,
    pressure: [144, 86],
    hba1c: [66, 'Needs more than metformin'],
    others: [laboratoryReport({ panel: ALBUMIN_CREATININE_RATIO, results: [2.4], filing: 'Normal' })],
    outcome: [
      prescribe({
        medicine: MEDICINES.gliclazide,
        type: 'repeat',
        dosage: 'Half a tablet with breakfast, then one',
        supply: [28, 'tablet'],
        days: 28,
        issues: issuedEvery(28, '2018-06-05', '2018-08-01'),
        stopped: { date: '2021-05-18', reason: 'Hypoglycaemia' },
      }),
      note('Post-op year, comfort eating. Told about hypos and driving: DVLA leaflet given.'),
    ],
  },
  {
    date: '2019-07-02',
    time: '10:20',
    clinician: 'tuck',
    weight: 90.5,
    pressure: [136, 80],
    hba1c: [55, 'Better, but she is going low'],
    feet: 'Low risk',
    outcome: [
      codedEntry(FINDINGS.hypoglycaemia, 'Twice before lunch: 3.4 and 3.1. Ate a Mars bar in assembly'),
      note('Gliclazide down to half. Amlodipine from Dr Raman next week if home readings stay over 135/85.'),
    ],
  },
];
