import { DIAGNOSES } from '../codes/diagnoses.ts';
import { DONE, FINDINGS } from '../codes/findings.ts';
import { FULL_BLOOD_COUNT } from '../codes/laboratory-tests.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { RECALLS, SERVICES } from '../codes/services.ts';
import { INTRAMUSCULAR, SITES, VACCINATIONS } from '../codes/vaccines.ts';
import { daysAfter, monthsAfter, weekdayUpTo } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { recall } from '../entries/diary.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { refer } from '../entries/referral.ts';
import { about, recordOutsideConsultation } from '../entries/visit.ts';

/** The months up to today: a numb hand, the yearly flu vaccination, a cold that stayed. */
export function thisSeason(chart: Chart): void {
  numbHand(chart);
  flu(chart);
  asthmaReview(chart);
  thisWeek(chart);
}

function numbHand(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(monthsAfter(chart.today, -4)),
    time: '10:50',
    clinician: 'raman',
    topics: [
      {
        title: 'Numb hand',
        problem: 'carpal-tunnel',
        headings: {
          History: [
            opensProblem({
              key: 'carpal-tunnel',
              code: DIAGNOSES.carpalTunnel,
              significance: 'minor',
              relatives: { diabetes: 'parent' },
            }),
            codedEntry(FINDINGS.paraesthesia, 'Right thumb to ring finger, 3 a.m., shakes it out'),
          ],
          Examination: [note('Tinel’s and Phalen’s positive. Thumb abduction 4/5, thenar muscle flat.')],
          Plan: [
            note('Splint at night. Wasting already, so not waiting for an injection.'),
            refer({
              to: 'hospital',
              service: SERVICES.orthopaedics,
              reason: DIAGNOSES.carpalTunnel,
              text: 'Carpal tunnel, right (writing hand), with weakness. Decompression, please. HbA1c 48.',
            }),
            laboratoryReport({
              panel: FULL_BLOOD_COUNT,
              results: [129, 6.9, 274, 89.5, 4, 0.38],
              filing: 'Normal',
              reason: 'Before surgery',
            }),
          ],
        },
      },
    ],
  });
}

function flu(chart: Chart): void {
  recordOutsideConsultation(
    { chart, date: weekdayUpTo(lastOctober(chart.today)), time: '08:35', clinician: 'achebe', problem: 'asthma' },
    [
      vaccinate({
        procedure: VACCINATIONS.influenza,
        batch: '408817A',
        site: SITES.leftArm,
        route: INTRAMUSCULAR,
        millilitres: 0.5,
      }),
    ],
  );
}

/** The latest 9 October that has passed. */
function lastOctober(today: string): string {
  const thisYear = `${today.slice(0, 4)}-10-09`;
  return thisYear < today ? thisYear : monthsAfter(thisYear, -12);
}

function asthmaReview(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(daysAfter(chart.today, -38)),
    time: '15:30',
    clinician: 'brennan',
    minutes: 20,
    topics: [
      {
        title: 'Asthma review',
        problem: 'asthma',
        entries: [
          codedEntry(DONE.asthmaAnnualReview, 'Control test 22/25. Technique good, spacer cracked: new one'),
          measured(MEASURES.peakFlow, 385),
          recall({ what: RECALLS.asthmaReview, due: monthsAfter(chart.today, 11) }),
          about('hypertension', bloodPressure(131, 78)),
        ],
      },
    ],
  });
}

function thisWeek(chart: Chart): void {
  recordConsultation(chart, {
    date: weekdayUpTo(daysAfter(chart.today, -3)),
    time: '08:45',
    clinician: 'lindqvist',
    topics: [
      {
        title: 'Sinusitis',
        entries: [
          codedEntry(FINDINGS.headache, 'Left cheek and brow, worse bending down, day 12'),
          codedEntry(DIAGNOSES.acuteSinusitis),
          measured(MEASURES.temperature, 37.4),
          measured(MEASURES.oxygenSaturation, 98),
          prescribe({
            medicine: MEDICINES.doxycycline,
            type: 'acute',
            dosage: 'Two today, then one daily',
            supply: [8, 'capsule'],
            days: 7,
            instructions: 'With plenty of water, standing up',
          }),
          note('Penicillin allergy. Nia is getting married in the spring – wants to fit the dress, and to sing.'),
        ],
      },
      {
        title: 'Planning',
        entries: [
          recall({ what: RECALLS.bloodPressureCheck, due: monthsAfter(chart.today, 3) }),
          recall({ what: RECALLS.mammography, due: monthsAfter(chart.today, 5), text: 'Screening unit writes to her' }),
          recall({
            what: RECALLS.cervicalScreening,
            due: daysAfter(chart.today, -15),
            text: 'Overdue since the summer; will book',
          }),
          recall({ what: RECALLS.renalBloods, due: monthsAfter(chart.today, 8) }),
        ],
      },
    ],
  });
}
