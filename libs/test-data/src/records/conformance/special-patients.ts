import { FINDINGS } from '../codes/findings.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { SERVICES } from '../codes/services.ts';
import { VACCINATIONS } from '../codes/vaccines.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { bloodPressure, codedEntry } from '../entries/observation.ts';
import { refer } from '../entries/referral.ts';
import { confidential } from '../entries/visit.ts';
import { writeDays } from '../scenarios/visits.ts';
import { ACTIVE_ALLERGIES, ENDED_ALLERGIES } from './allergies.ts';

/** The record that another one was merged into: past medication only, some of it prescribed elsewhere. */
export const writeSurvivor = (chart: Chart): void => {
  writeDays(chart, [
    { date: '1999-04-20', clinician: 'okafor', entries: [ACTIVE_ALLERGIES.grassPollen, ENDED_ALLERGIES.penicillin] },
    {
      date: '2013-11-12',
      clinician: 'okafor',
      entries: [
        codedEntry(FINDINGS.backache, 'After decorating'),
        prescribe({
          medicine: MEDICINES.naproxen,
          type: 'acute',
          dosage: 'One twice a day with food',
          supply: [28, 'tablet'],
          days: 14,
        }),
      ],
    },
    {
      date: '2017-03-28',
      clinician: 'lindqvist',
      entries: [
        prescribe({
          medicine: MEDICINES.rivaroxaban,
          type: 'acute',
          dosage: 'One daily after the operation',
          supply: [35, 'tablet'],
          days: 35,
          elsewhere: true,
        }),
        prescribe({
          medicine: MEDICINES.bendroflumethiazide,
          type: 'repeat',
          dosage: 'One each morning',
          supply: [28, 'tablet'],
          days: 28,
          issues: ['2017-03-28', '2017-04-25'],
          stopped: { date: '2017-05-16', reason: 'Low sodium' },
        }),
      ],
    },
  ]);
};

/** Registered lately: what the previous practice knew has not all arrived. */
export const writeTransferPending = (chart: Chart): void => {
  writeDays(chart, [
    {
      date: '2023-01-16',
      clinician: 'brennan',
      entries: [ACTIVE_ALLERGIES.latex, ENDED_ALLERGIES.egg, bloodPressure(126, 80)],
    },
    {
      date: '2023-02-07',
      clinician: 'lindqvist',
      entries: [
        refer({
          to: 'physiotherapy',
          service: SERVICES.physiotherapy,
          text: 'Whiplash in December, X-rayed in Wrocław (films with her).',
        }),
        prescribe({
          medicine: MEDICINES.amlodipine5,
          type: 'repeat',
          dosage: 'One daily',
          supply: [28, 'tablet'],
          days: 28,
          issues: issuedEvery(28, monthsAfter(chart.today, -3), chart.today),
        }),
      ],
    },
  ]);
};

/** Allergies and referrals, some of each confidential; nobody wrote down why the ended allergies ended. */
export const writeConfidentialItems = (chart: Chart): void => {
  writeDays(chart, [
    {
      date: '2015-12-07',
      clinician: 'okafor',
      entries: [
        ACTIVE_ALLERGIES.peanut,
        confidential(ACTIVE_ALLERGIES.latex),
        ENDED_ALLERGIES.houseDustMite,
        ENDED_ALLERGIES.codeine,
      ],
    },
    {
      date: '2019-06-18',
      clinician: 'raman',
      entries: [
        refer({ to: 'hospital', service: SERVICES.cardiology, text: 'Palpitations on exertion, normal ECG at rest.' }),
        confidential(
          refer({
            to: 'hospital',
            service: SERVICES.surgery,
            text: 'Asked that her employer, who is on the practice’s patient panel, does not hear of it.',
          }),
        ),
        prescribe({
          medicine: MEDICINES.cetirizine,
          type: 'acute',
          dosage: 'One daily when needed',
          supply: [30, 'tablet'],
          days: 30,
        }),
      ],
    },
  ]);
};

/** One ended allergy, and a little else. */
export const writeEndedAllergy = (chart: Chart): void => {
  writeDays(chart, [
    { date: '2001-10-23', clinician: 'okafor', entries: [ENDED_ALLERGIES.penicillin] },
    {
      date: '2022-10-18',
      clinician: 'achebe',
      entries: [bloodPressure(144, 76), vaccinate({ procedure: VACCINATIONS.influenza, batch: 'V3A447V' })],
    },
  ]);
};
