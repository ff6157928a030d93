import { DECISIONS, INTRAMUSCULAR, NOT_GIVEN, SITES, VACCINATIONS, VACCINES, type Vaccine } from '../codes/vaccines.ts';
import type { Chart } from '../entries/chart.ts';
import type { Concept } from '../entries/concept.ts';
import { vaccinate } from '../entries/immunisation.ts';
import { vaccinationDecision } from '../entries/observation.ts';
import type { StaffKey } from '../entries/practice-staff.ts';
import { about, recordOutsideConsultation } from '../entries/visit.ts';

/** 2008 to 2024: a flu vaccination nearly every autumn, and five against COVID. */
export function vaccinationsAsAnAdult(chart: Chart): void {
  for (const [date, clinician, batch] of FLU_AT_THE_PRACTICE) {
    recordOutsideConsultation({ chart, date, time: '09:45', clinician, problem: 'asthma' }, [
      vaccinate({
        procedure: VACCINATIONS.influenza,
        batch,
        site: SITES.leftArm,
        route: INTRAMUSCULAR,
        millilitres: 0.5,
      }),
    ]);
  }
  fluElsewhereOrNotAtAll(chart);
  pneumonia(chart);
  for (const [date, procedure, vaccine, batch, millilitres] of COVID) {
    recordOutsideConsultation({ chart, date, time: '17:05', clinician: 'brennan' }, [
      vaccinate({
        procedure,
        vaccine,
        batch,
        site: SITES.leftArm,
        route: INTRAMUSCULAR,
        millilitres,
        note: 'Haldane Leisure Centre',
        reported: true,
      }),
    ]);
  }
}

const FLU_AT_THE_PRACTICE: readonly (readonly [date: string, clinician: StaffKey, batch: string])[] = [
  ['2008-10-21', 'brennan', 'AFLUA412BA'],
  ['2009-10-13', 'brennan', 'F4411'],
  ['2010-11-02', 'brennan', 'AFLUA561AA'],
  ['2011-10-04', 'brennan', '1114801'],
  ['2012-10-09', 'achebe', 'J8012-3'],
  ['2013-10-15', 'brennan', 'K7021'],
  ['2014-10-07', 'achebe', 'L8026-1'],
  ['2015-10-06', 'brennan', 'M8011'],
  ['2016-10-11', 'tuck', 'N7010-2'],
  ['2018-10-09', 'tuck', 'P100043125'],
  ['2019-10-22', 'achebe', 'R3J402V'],
  ['2021-10-05', 'tuck', '314571'],
  ['2022-10-11', 'achebe', 'V3A441V'],
  ['2023-10-03', 'tuck', '395802B'],
];

/** 2017 she said no; in 2020 and 2024 her pharmacist was quicker. */
function fluElsewhereOrNotAtAll(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2017-10-17', clinician: 'tuck' }, [
    vaccinationDecision(DECISIONS.dissentInfluenza, 'Eight weeks to her operation: “no more needles this year”'),
    about(
      'asthma',
      vaccinate({
        procedure: VACCINATIONS.influenza,
        notGiven: NOT_GIVEN.noConsent,
        note: 'To be asked again next autumn',
      }),
    ),
  ]);
  for (const [date, given] of [
    ['2020-10-12', '2020-10-10'],
    ['2024-10-07', '2024-10-05'],
  ] as const) {
    recordOutsideConsultation({ chart, date, clinician: 'achebe', problem: 'asthma' }, [
      vaccinate({ procedure: VACCINATIONS.influenzaByPharmacist, given, reported: true }),
    ]);
  }
}

function pneumonia(chart: Chart): void {
  recordOutsideConsultation({ chart, date: '2016-10-11', time: '09:50', clinician: 'tuck', problem: 'diabetes' }, [
    vaccinationDecision(DECISIONS.consent),
    vaccinate({
      procedure: VACCINATIONS.pneumococcal,
      batch: 'N011562',
      expires: '2018-03-31',
      site: SITES.rightArm,
      route: INTRAMUSCULAR,
      millilitres: 0.5,
      note: 'Once, for diabetes',
    }),
  ]);
}

const COVID: readonly (readonly [
  date: string,
  procedure: Concept,
  vaccine: Vaccine,
  batch: string,
  millilitres: number,
])[] = [
  ['2021-02-20', VACCINATIONS.covidFirst, VACCINES.comirnaty, 'EP2163', 0.3],
  ['2021-05-08', VACCINATIONS.covidSecond, VACCINES.comirnaty, 'EW3143', 0.3],
  ['2021-12-11', VACCINATIONS.covidThird, VACCINES.spikevax, '000161A', 0.25],
  ['2022-10-01', VACCINATIONS.covidFourth, VACCINES.spikevax, '200048A', 0.5],
  ['2023-10-14', VACCINATIONS.covidFifth, VACCINES.comirnaty, 'HG2273', 0.3],
];
