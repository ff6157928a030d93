import { ALLERGENS } from '../codes/allergens.ts';
import { FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT, UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { RECALLS, SERVICES } from '../codes/services.ts';
import { DECISIONS, INTRAMUSCULAR, NOT_GIVEN, SITES, VACCINATIONS } from '../codes/vaccines.ts';
import { daysAfter, monthsAfter } from '../dates.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { recall } from '../entries/diary.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, vaccinationDecision } from '../entries/observation.ts';
import { refer } from '../entries/referral.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** Allergies, past medication, immunisations, values, investigations, referrals and recalls, but no problem and no consultation. */
export function writeNoProblems(chart: Chart): void {
  recordedEarly(chart);
  recordedLately(chart);
}

function recordedEarly(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2008-04-17', clinician: 'okafor' }, [
    allergy({ to: ALLERGENS.penicillin, category: 'medication', reaction: FINDINGS.rash, severity: 'mild' }),
    allergy({
      to: ALLERGENS.houseDustMite,
      category: 'environment',
      type: 'allergy',
      reaction: FINDINGS.wheezing,
      onset: '1974',
      ended: { date: '2011-09-02', reason: 'Negative skin prick test' },
    }),
    measured(MEASURES.height, 178),
    codedEntry(FINDINGS.exSmoker, 'Stopped in 2004, 15 pack-years'),
  ]);
  recordOutsideConsultation({ chart, date: '2014-01-28', clinician: 'raman' }, [
    prescribe({
      medicine: MEDICINES.omeprazole20,
      type: 'acute',
      dosage: 'One capsule before breakfast',
      supply: [28, 'capsule'],
      days: 28,
    }),
    prescribe({
      medicine: MEDICINES.bendroflumethiazide,
      type: 'repeat',
      dosage: 'One tablet each morning',
      supply: [28, 'tablet'],
      days: 28,
      issues: ['2014-01-28', '2014-02-25', '2014-03-25'],
      stopped: { date: '2014-04-10', reason: 'Gout' },
    }),
    refer({
      to: 'physiotherapy',
      service: SERVICES.physiotherapy,
      text: 'Six weeks of low back pain, works as a joiner.',
    }),
  ]);
}

function recordedLately(chart: Chart): void {
  const { today } = chart;
  recordOutsideConsultation({ chart, date: '2021-10-12', clinician: 'tuck' }, [
    vaccinationDecision(DECISIONS.consent),
    vaccinate({
      procedure: VACCINATIONS.influenza,
      batch: 'FL2107C',
      site: SITES.rightArm,
      route: INTRAMUSCULAR,
      millilitres: 0.5,
    }),
    vaccinate({ procedure: VACCINATIONS.pneumococcal, notGiven: NOT_GIVEN.noConsent }),
  ]);
  recordOutsideConsultation({ chart, date: monthsAfter(today, -5), clinician: 'lindqvist' }, [
    bloodPressure(132, 78),
    measured(MEASURES.weight, 84.3),
    laboratoryReport({
      panel: FULL_BLOOD_COUNT,
      results: [149, 7.2, 261, 88.4, 4.1, 0.31],
      filing: 'Normal, no action',
      reason: 'Tired all the time',
    }),
    laboratoryReport({ panel: UREA_AND_ELECTROLYTES, results: [139, 4.1, 5.3, 76], filing: 'Normal' }),
    recall({ what: RECALLS.medicationReview, due: daysAfter(today, 60) }),
    recall({ what: RECALLS.fluVaccination, due: daysAfter(today, -20), text: 'Invited by text message' }),
  ]);
}
