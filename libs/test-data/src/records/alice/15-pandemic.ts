import { DIAGNOSES } from '../codes/diagnoses.ts';
import { FINDINGS } from '../codes/findings.ts';
import { MEASURES } from '../codes/measures.ts';
import { MEDICINES } from '../codes/medicines.ts';
import { monthsAfter } from '../dates.ts';
import type { Chart } from '../entries/chart.ts';
import { recordConsultation } from '../entries/consultation.ts';
import { issuedEvery, prescribe } from '../entries/medication.ts';
import { bloodPressure, codedEntry, measured, note } from '../entries/observation.ts';
import { opensProblem } from '../entries/problem.ts';
import { recordOutsideConsultation } from '../entries/visit.ts';

/** 2019 to 2022: a second tablet for the blood pressure, and COVID twelve days before Christmas plans. */
export function pandemicYears(chart: Chart): void {
  aSecondTablet(chart);
  covidAtHome(chart);
}

function aSecondTablet(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2019-07-16', clinician: 'raman', problem: 'hypertension' }, [
    bloodPressure(139, 88, 'Home readings, mean of 14'),
    prescribe({
      medicine: MEDICINES.amlodipine5,
      type: 'repeat',
      dosage: 'One daily',
      supply: [56, 'tablet'],
      days: 56,
      allowed: 12,
      issues: issuedEvery(56, monthsAfter(chart.today, -8), chart.today),
    }),
  ]);
  recordConsultation(chart, {
    date: '2020-04-09',
    time: '10:05',
    clinician: 'raman',
    type: 'telephone',
    minutes: 8,
    topics: [
      {
        title: 'Shielding question',
        problem: 'asthma',
        entries: [
          note(
            'Worried: asthma and diabetes, teaches key workers’ children. Not on the shielding list; advised on masks and windows. School will let her teach from home.',
          ),
          prescribe({
            medicine: MEDICINES.prednisolone,
            type: 'delayed',
            dosage: 'Eight each morning for 5 days, if peak flow falls below 250',
            supply: [40, 'tablet'],
            days: 5,
            instructions: 'Ring before starting; sugars will rise',
          }),
        ],
      },
    ],
  });
}

function covidAtHome(chart: Chart): void {
  recordConsultation(chart, {
    date: '2021-12-29',
    time: '12:40',
    clinician: 'okafor',
    type: 'telephone',
    minutes: 12,
    topics: [
      {
        title: 'COVID',
        problem: 'covid',
        entries: [
          opensProblem({
            key: 'covid',
            code: DIAGNOSES.covid,
            significance: 'minor',
            onset: '2021-12-26',
            ended: '2022-02-01',
            note: 'Lateral flow and PCR positive, three vaccinations',
          }),
          codedEntry(FINDINGS.fever, '38.6 °C on Boxing Day'),
          codedEntry(FINDINGS.dyspnoea, 'On the stairs only, finishes sentences'),
          measured(MEASURES.oxygenSaturation, 95, 'Oximeter sent by taxi'),
          measured(MEASURES.pulse, 96),
          measured(MEASURES.peakFlow, 340),
          note('Stop dapagliflozin until eating. Oximeter diary, 999 below 92 %. Maeve rings tomorrow.'),
        ],
      },
    ],
  });
  recordConsultation(chart, {
    date: '2021-12-30',
    time: '09:30',
    clinician: 'brennan',
    type: 'telephone',
    minutes: 5,
    topics: [
      {
        title: 'COVID',
        problem: 'covid',
        entries: [measured(MEASURES.oxygenSaturation, 97), note('Slept. Toast and tea.')],
      },
    ],
  });
}
