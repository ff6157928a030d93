import { DIAGNOSES, PROCEDURES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { FERRITIN, FULL_BLOOD_COUNT, THYROID_STIMULATING_HORMONE } from '../codes/laboratory-tests.ts';
import { MEDICINES } from '../codes/medicines.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { laboratoryReport } from '../entries/investigation.ts';
import { prescribe } from '../entries/medication.ts';
import { codedEntry, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2009 to 2010: heavy periods, anaemia, and the coil that ended both. */
export function heavyPeriods(chart: Chart): void {
  anaemiaIsFound(chart);
  ironAndACoil(chart);
}

function anaemiaIsFound(chart: Chart): void {
  recordConsultation(chart, {
    date: '2009-06-09',
    time: '08:40',
    clinician: 'okafor',
    minutes: 12,
    topics: [
      {
        title: 'Heavy periods',
        problem: 'menorrhagia',
        entries: [
          opensProblem({
            key: 'menorrhagia',
            code: DIAGNOSES.menorrhagia,
            significance: 'minor',
            ended: '2010-11-09',
          }),
          codedEntry(FINDINGS.fatigue, 'Out of breath on the school stairs'),
          note('Flooding, clots the size of a 50p, 8 days of 26 for over a year.'),
          laboratoryReport({
            panel: FULL_BLOOD_COUNT,
            results: [94, 6.8, 412, 71.5, 3.9, 0.2],
            filing: 'Iron deficient, as she looks. Iron started',
          }),
          laboratoryReport({ panel: FERRITIN, results: [6], filing: 'Low' }),
          laboratoryReport({ panel: THYROID_STIMULATING_HORMONE, results: [1.84], filing: 'Normal' }),
        ],
      },
      {
        title: 'Anaemia',
        problem: 'anaemia',
        entries: [
          opensProblem({
            key: 'anaemia',
            code: DIAGNOSES.ironDeficiencyAnaemia,
            significance: 'major',
            ended: '2010-03-02',
            relatives: { menorrhagia: 'parent' },
          }),
          prescribe({
            medicine: MEDICINES.ferrousSulfate,
            type: 'acute',
            dosage: 'One three times a day',
            supply: [252, 'tablet'],
            days: 84,
            instructions: 'Stools turn black; orange juice helps it in',
          }),
        ],
      },
    ],
  });
}

function ironAndACoil(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2009-09-22', clinician: 'brennan', problem: 'anaemia' }, [
    laboratoryReport({
      panel: FULL_BLOOD_COUNT,
      results: [126, 6.1, 301, 84, 3.4, 0.3],
      filing: 'Recovered – three more months of iron',
      filedBy: 'okafor',
    }),
  ]);
  recordConsultation(chart, {
    date: '2010-02-16',
    time: '13:15',
    clinician: 'okafor',
    minutes: 30,
    topics: [
      {
        title: 'Coil',
        problem: 'menorrhagia',
        entries: [
          codedEntry(PROCEDURES.hormonalCoil, 'Mirena, lot TU00B6K. Uterus 8 cm, anteverted. No trouble'),
          note('Consent signed. Check threads in 6 weeks; replace by February 2015.'),
        ],
      },
    ],
  });
}
