import { SYSTEMS } from '@cdg/fhir';
import { SCENARIO_PATIENTS } from '../scenarios.ts';
import { CONFORMANCE_FACTS } from './conformance-facts.ts';
import { HTML_FACTS, HTML_PATIENTS } from './html-patients.ts';
import {
  birthPlace,
  deathNotification,
  nominatedPharmacy,
  prefersLetters,
  speaks,
  startOfDay,
  transferredToScotland,
} from './pds-extensions.ts';
import { FAILS_TWICE, QUOTA_EXCEEDED } from './pds-faults.ts';
import { pdsPatient, type PatientExtras } from './pds-patient.ts';
import type { PdsPerson } from './pds-person.ts';
import { PDS_SCENARIO_FACTS } from './pds-scenario-facts.ts';
import type { PersonFacts } from './person-facts.ts';
import { PROVIDER_SCENARIO_FACTS } from './provider-scenario-facts.ts';
import { RELATED_PEOPLE } from './related-people.ts';

/** Who every synthetic person is: one identity for PDS and for the practice's system alike. */
export const PEOPLE_FACTS: readonly PersonFacts[] = [
  ...PROVIDER_SCENARIO_FACTS,
  ...PDS_SCENARIO_FACTS,
  ...CONFORMANCE_FACTS,
  ...HTML_FACTS,
];

/**
 * Everybody whom PDS knows, as of a day: some died so many days before it.
 *
 * @param today `YYYY-MM-DD`
 */
export function createPeople(today: string): PdsPerson[] {
  const extras = extrasAsOf(today);
  return PEOPLE_FACTS.map((facts) => ({
    id: facts.nhsNumber,
    resource: pdsPatient(facts, extras[facts.nhsNumber]),
    ...(RELATED_PEOPLE[facts.nhsNumber] && { relatedPeople: RELATED_PEOPLE[facts.nhsNumber] }),
    ...STANDING[facts.nhsNumber],
  }));
}

/** What is the matter with the record itself, by NHS number. */
const STANDING: Readonly<Record<string, Partial<PdsPerson>>> = {
  [SCENARIO_PATIENTS.superseded]: { supersededBy: SCENARIO_PATIENTS.survivor },
  [SCENARIO_PATIENTS.invalidatedInPds]: { invalidated: true },
  [SCENARIO_PATIENTS.pdsAlwaysThrottles]: { fault: QUOTA_EXCEEDED },
  [SCENARIO_PATIENTS.pdsRecovers]: { fault: FAILS_TWICE },
};

function extrasAsOf(today: string): Readonly<Record<string, PatientExtras>> {
  return {
    [SCENARIO_PATIENTS.fullRecord]: ALICE_JONES,
    [SCENARIO_PATIENTS.noPractice]: { multipleBirthInteger: 8 },
    [SCENARIO_PATIENTS.registrationEnded]: MOVED_TO_SCOTLAND,
    [SCENARIO_PATIENTS.restrictedA]: { extension: [nominatedPharmacy('FT901')], restricted: true },
    [SCENARIO_PATIENTS.restrictedB]: { extension: [birthPlace('Haldane', 'Haldaneshire')], restricted: true },
    [SCENARIO_PATIENTS.recentlyDeceased]: died(daysBefore(today, 14), 'informal'),
    [HTML_PATIENTS.diedLongAgo]: died(daysBefore(today, 90), 'formal'),
  };
}

const ALICE_JONES: PatientExtras = {
  contact: [
    {
      id: 'C1A0BE55',
      period: { start: '2019-05-01' },
      relationship: [
        {
          coding: [
            { code: 'C', display: 'Emergency Contact', system: 'http://terminology.hl7.org/CodeSystem/v2-0131' },
          ],
        },
      ],
      telecom: [{ system: 'phone', value: '07700900501' }],
    },
  ],
  extension: [
    nominatedPharmacy('FT902'),
    speaks({ code: 'cy', display: 'Welsh' }, false),
    prefersLetters('Not before 9am'),
    birthPlace('Saltmere', 'Haldaneshire'),
  ],
  multipleBirthInteger: 1,
};

const MOVED_TO_SCOTLAND: PatientExtras = {
  extension: [transferredToScotland('2023-04-01')],
  managingOrganization: {
    identifier: { period: { start: '2023-04-01' }, system: SYSTEMS.odsCode, value: 'T90010' },
    type: 'Organization',
  },
};

/** The practice still holds the registration: PDS learns of a death before the practice closes it. */
export function died(date: string, notice: 'informal' | 'formal'): PatientExtras {
  return { deceasedDateTime: startOfDay(date), extension: [deathNotification(notice, date)] };
}

function daysBefore(today: string, days: number): string {
  return new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
}
