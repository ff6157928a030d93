import { HTML_PATIENTS } from '../../people/html-patients.ts';
import { SCENARIO_PATIENTS } from '../../scenarios.ts';
import type { StubFault } from '../../stub-fault.ts';
import { writeAliceJones } from '../alice/alice-jones.ts';
import type { RecordPlan } from '../create-record.ts';
import { daysAfter } from '../dates.ts';
import { currentThings, DIED_LONG_AGO, formerThings, NOTHING_NOW } from './html-lives.ts';
import {
  CHEF,
  CYCLIST,
  HEADMISTRESS,
  JOINER,
  MIGRAINE,
  NEWCOMER,
  refluxAtQuayside,
  RUNNER,
  STUDENT,
  WIDOWER,
} from './ordinary-lives.ts';
import { type Day, writeDays } from './visits.ts';

const MEGABYTE = 1_000_000;

/** Well past the Patient, which comes first in every answer, and in the middle of the whole record. */
const IN_THE_MIDDLE = 12_000;

/** As a GP system writes every error: in UTF-8, which it says, and not to be stored. */
const INTERNAL_SERVER_ERROR: StubFault = {
  kind: 'status',
  status: 500,
  headers: { 'Content-Type': 'application/fhir+json;charset=utf-8', 'Cache-Control': 'no-store' },
  body: {
    resourceType: 'OperationOutcome',
    meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1'] },
    issue: [
      {
        severity: 'error',
        code: 'processing',
        details: {
          coding: [
            {
              system: 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1',
              code: 'INTERNAL_SERVER_ERROR',
              display: 'Unexpected internal server error',
            },
          ],
        },
        diagnostics: 'The record store is not available',
      },
    ],
  },
};

const wrote = (days: readonly Day[]): Pick<RecordPlan, 'write'> => ({
  write: (chart) => {
    writeDays(chart, days);
  },
});

/** The records of the people whose scenario lies in their practice's system or on the way to it, as of a day. */
export const scenarioPlans = (today: string): readonly RecordPlan[] => [
  { nhsNumber: SCENARIO_PATIENTS.fullRecord, slug: 'jones', usualGp: 'lindqvist', write: writeAliceJones },
  ...misbehavingSystems(),
  {
    nhsNumber: SCENARIO_PATIENTS.record5MB,
    slug: 'cobbledick',
    usualGp: 'okafor',
    ...wrote(HEADMISTRESS),
    circumstances: { bulkBytes: 5 * MEGABYTE },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.record50MB,
    slug: 'pettigrain',
    usualGp: 'raman',
    ...wrote(WIDOWER),
    circumstances: { bulkBytes: 50 * MEGABYTE },
  },
  {
    nhsNumber: SCENARIO_PATIENTS.severalSystems,
    slug: 'merridew',
    practice: 'quayside',
    usualGp: 'sorensen',
    ...wrote(refluxAtQuayside(today)),
  },
  { nhsNumber: SCENARIO_PATIENTS.pdsAlwaysThrottles, slug: 'forthwright', ...wrote(NEWCOMER) },
  { nhsNumber: SCENARIO_PATIENTS.pdsRecovers, slug: 'thornbury', usualGp: 'raman', ...wrote(CYCLIST) },
  ...htmlPlans(today),
];

function misbehavingSystems(): readonly RecordPlan[] {
  return [
    {
      nhsNumber: SCENARIO_PATIENTS.wrongPatientReturned,
      slug: 'fairclough',
      usualGp: 'raman',
      ...wrote(JOINER),
      circumstances: { fault: { kind: 'wrong-patient' } },
    },
    {
      nhsNumber: SCENARIO_PATIENTS.providerNeverAnswers,
      slug: 'eastergate',
      usualGp: 'okafor',
      ...wrote(STUDENT),
      circumstances: { fault: { kind: 'hang' } },
    },
    {
      nhsNumber: SCENARIO_PATIENTS.recordCutOff,
      slug: 'hawkridge',
      usualGp: 'lindqvist',
      ...wrote(RUNNER),
      circumstances: { fault: { kind: 'truncate', afterBytes: IN_THE_MIDDLE } },
    },
    {
      nhsNumber: SCENARIO_PATIENTS.providerAnswersHtml,
      slug: 'osmotherley',
      usualGp: 'okafor',
      ...wrote(MIGRAINE),
      circumstances: { fault: { kind: 'html' } },
    },
    {
      nhsNumber: SCENARIO_PATIENTS.providerFails,
      slug: 'yarrowdale',
      ...wrote(CHEF),
      circumstances: { fault: INTERNAL_SERVER_ERROR },
    },
  ];
}

const htmlPlans = (today: string): readonly RecordPlan[] => [
  { nhsNumber: HTML_PATIENTS.currentAllergies, slug: 'abernethey', usualGp: 'okafor', ...wrote(currentThings(today)) },
  {
    nhsNumber: HTML_PATIENTS.historicalAllergies,
    slug: 'ravensthorpe',
    usualGp: 'okafor',
    ...wrote(formerThings(today)),
  },
  { nhsNumber: HTML_PATIENTS.neitherAcuteNorRepeat, slug: 'belmontez', usualGp: 'raman', ...wrote(NOTHING_NOW) },
  {
    nhsNumber: HTML_PATIENTS.diedLongAgo,
    slug: 'winterscale',
    usualGp: 'okafor',
    ...wrote(DIED_LONG_AGO),
    circumstances: { deceasedDate: daysAfter(today, -90) },
  },
];
