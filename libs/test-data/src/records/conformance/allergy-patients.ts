import { ALLERGENS } from '../codes/allergens.ts';
import { FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { VACCINATIONS } from '../codes/vaccines.ts';
import { daysAfter, monthsAfter } from '../dates.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured } from '../entries/observation.ts';
import { writeDays } from '../scenarios/visits.ts';
import { ACTIVE_ALLERGIES, ENDED_ALLERGIES } from './allergies.ts';

/** Allergies, active and ended, and nothing else. */
export const writeAllergiesOnly = (chart: Chart): void => {
  writeDays(chart, [
    { date: '2020-09-14', clinician: 'brennan', entries: [ACTIVE_ALLERGIES.peanut, ENDED_ALLERGIES.egg] },
    { date: '2022-01-11', clinician: 'lindqvist', entries: [ACTIVE_ALLERGIES.latex] },
  ]);
};

/** "No known allergies" as a code; medication that is all current. */
export const writeNoKnownAllergies = (chart: Chart): void => {
  const { today } = chart;
  writeDays(chart, [
    {
      date: '2011-01-10',
      clinician: 'brennan',
      entries: [allergy({ to: ALLERGENS.noKnownAllergy, category: 'medication', note: 'Asked at registration' })],
    },
    {
      date: '2021-03-09',
      clinician: 'raman',
      entries: [
        bloodPressure(149, 93),
        prescribe({
          medicine: MEDICINES.ramipril5,
          type: 'repeat',
          dosage: 'One capsule daily',
          supply: [56, 'capsule'],
          days: 56,
          allowed: 6,
          issues: issuedEvery(56, monthsAfter(today, -7), today),
        }),
      ],
    },
    {
      date: daysAfter(today, -2),
      clinician: 'lindqvist',
      entries: [
        codedEntry(FINDINGS.productiveCough, '5 days, green, no blood'),
        prescribe({
          medicine: MEDICINES.doxycycline,
          type: 'acute',
          dosage: 'Two on the first day, then one daily',
          supply: [8, 'capsule'],
          days: 7,
        }),
      ],
    },
  ]);
};

/** Acute and repeat medication beside the allergies. */
export const writeAcuteAndRepeat = (chart: Chart): void => {
  const { today } = chart;
  writeDays(chart, [
    { date: '2009-05-18', clinician: 'okafor', entries: [ACTIVE_ALLERGIES.aspirin, ENDED_ALLERGIES.penicillin] },
    {
      date: '2019-02-12',
      clinician: 'okafor',
      entries: [
        prescribe({
          medicine: MEDICINES.salbutamol,
          type: 'repeat',
          dosage: 'Two puffs when needed',
          supply: [1, 'inhaler'],
          days: 60,
          issues: issuedEvery(90, monthsAfter(today, -10), today),
        }),
        measured(MEASURES.peakFlow, 430),
      ],
    },
    {
      date: monthsAfter(today, -3),
      clinician: 'raman',
      entries: [
        codedEntry(FINDINGS.dysuria, '2 days'),
        prescribe({
          medicine: MEDICINES.nitrofurantoin,
          type: 'acute',
          dosage: 'One twice a day',
          supply: [6, 'capsule'],
          days: 3,
        }),
      ],
    },
  ]);
};

/** Repeat medication, nothing acute. */
export const writeRepeatOnly = (chart: Chart): void => {
  const { today } = chart;
  writeDays(chart, [
    { date: '1998-06-02', clinician: 'okafor', entries: [ACTIVE_ALLERGIES.ibuprofen, ENDED_ALLERGIES.houseDustMite] },
    {
      date: '2016-09-20',
      clinician: 'lindqvist',
      entries: [
        bloodPressure(151, 90),
        prescribe({
          medicine: MEDICINES.losartan50,
          type: 'repeat-dispensing',
          dosage: 'One tablet each morning',
          supply: [28, 'tablet'],
          days: 28,
          allowed: 13,
          issues: issuedEvery(28, monthsAfter(today, -4), today),
        }),
      ],
    },
    {
      date: '2023-10-10',
      clinician: 'tuck',
      entries: [vaccinate({ procedure: VACCINATIONS.influenza, batch: '395811A' })],
    },
  ]);
};

/** Acute medication, nothing repeated. */
export const writeAcuteOnly = (chart: Chart): void => {
  writeDays(chart, [
    { date: '2018-08-06', clinician: 'brennan', entries: [ACTIVE_ALLERGIES.erythromycin, ENDED_ALLERGIES.codeine] },
    {
      date: monthsAfter(chart.today, -2),
      clinician: 'raman',
      entries: [
        codedEntry(FINDINGS.otalgia, 'Left, since the flight home'),
        prescribe({
          medicine: MEDICINES.paracetamol,
          type: 'acute',
          dosage: 'Two up to four times a day',
          supply: [32, 'tablet'],
          days: 4,
        }),
      ],
    },
  ]);
};
