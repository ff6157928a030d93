import { ALLERGENS } from '../codes/allergens.ts';
import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { UREA_AND_ELECTROLYTES } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { DOCUMENTS, RECALLS, SERVICES } from '../codes/services.ts';
import { INTRAMUSCULAR, SITES, VACCINATIONS } from '../codes/vaccines.ts';
import { daysAfter, weekdayUpTo } from '../dates.ts';
import { allergy } from '../entries/allergy.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { recall } from '../entries/diary.ts';
import { document } from '../entries/document.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 1 May 2015: the first entries of the record. */
export function hypertensionIsFound(chart: Chart): void {
  recordConsultation(chart, {
    date: '2015-05-01',
    time: '09:40',
    clinician: 'okafor',
    topics: [
      {
        title: 'Blood pressure',
        problem: 'hypertension',
        headings: {
          History: [note('BP high at the pharmacy, 168/98. No headache, no visual symptoms. Non-smoker.')],
          Examination: [
            opensProblem({
              key: 'hypertension',
              code: DIAGNOSES.essentialHypertension,
              significance: 'major',
              relatives: { kidney: 'child' },
            }),
            bloodPressure(164, 96, 'Sitting, left arm, large cuff'),
            measured(MEASURES.weight, 81.6),
          ],
          Investigation: [
            laboratoryReport({
              panel: UREA_AND_ELECTROLYTES,
              results: [141, 4.6, 6.1, 84],
              filing: 'Satisfactory – repeat in a year',
              reason: 'New hypertension, before treatment',
            }),
          ],
          Plan: [
            prescribe({
              medicine: MEDICINES.amlodipine5,
              type: 'repeat',
              dosage: 'One tablet each morning',
              supply: [56, 'tablet'],
              days: 56,
              allowed: 12,
              issues: issuedEvery(56, daysAfter(weekdayUpTo(chart.today), -406), daysAfter(chart.today, -14)),
            }),
            refer({
              to: 'hospital',
              service: SERVICES.cardiology,
              text: 'Newly hypertensive with a soft systolic murmur. Echocardiogram please.',
              letter: document({
                type: DOCUMENTS.letter,
                description: 'Referral to cardiology',
                from: 'larkfield',
                bytes: 48_213,
              }),
            }),
            recall({ what: RECALLS.bloodPressureCheck, text: 'BP with the nurse when next seen' }),
          ],
        },
      },
      { title: 'Administration', entries: [codedEntry(DONE.followUp, 'Prefers to be seen on Fridays')] },
    ],
  });
}

/** A flu vaccination, and a chest infection whose antibiotic is not tolerated. */
export function theFirstYear(chart: Chart): void {
  recordOutsideConsultation(
    { chart, date: '2015-10-06', time: '10:05', clinician: 'brennan', problem: 'hypertension' },
    [
      vaccinate({
        procedure: VACCINATIONS.influenza,
        batch: 'FLU15-0442',
        expires: '2016-06-30',
        site: SITES.leftArm,
        route: INTRAMUSCULAR,
        millilitres: 0.5,
      }),
    ],
  );
  recordConsultation(chart, {
    date: '2016-02-18',
    time: '11:20',
    clinician: 'raman',
    topics: [
      {
        title: 'Chest infection',
        problem: 'bronchitis',
        entries: [
          opensProblem({
            key: 'bronchitis',
            code: DIAGNOSES.acuteBronchitis,
            significance: 'minor',
            ended: '2016-03-14',
            note: 'Itchy rash on day 2 of amoxicillin',
          }),
          measured(MEASURES.temperature, 38.1),
          prescribe({
            medicine: MEDICINES.amoxicillin500,
            type: 'acute',
            dosage: 'One capsule three times a day',
            supply: [21, 'capsule'],
            days: 7,
            stopped: { date: '2016-02-20', reason: 'Adverse reaction: urticaria' },
          }),
          allergy({
            to: ALLERGENS.amoxicillin,
            category: 'medication',
            type: 'allergy',
            reaction: FINDINGS.urticaria,
            severity: 'moderate',
            note: 'Certainty: likely',
          }),
        ],
      },
    ],
  });
}
