import { SYSTEMS } from '@cdg/fhir';
import type { RelatedPerson } from 'fhir/r4.js';
import { SCENARIO_PATIENTS } from '../scenarios.ts';
import { objectId } from './pds-patient.ts';

const ROLES = {
  spouse: { code: 'SPS', display: 'spouse', system: 'http://hl7.org/fhir/ValueSet/relatedperson-relationshiptype' },
  guardian: {
    code: 'Guardian',
    display: 'Guardian of patient',
    system: 'https://fhir.nhs.uk/R4/CodeSystem/UKCore-AdditionalRelatedPersonRole',
  },
} as const;

interface Relation {
  readonly role: keyof typeof ROLES;
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  readonly phone: string;
  readonly since: string;
}

/** Whom to turn to about a person, by NHS number; most people have named nobody. */
export const RELATED_PEOPLE: Readonly<Record<string, readonly RelatedPerson[]>> = {
  [SCENARIO_PATIENTS.fullRecord]: [
    relatedPerson(SCENARIO_PATIENTS.fullRecord, {
      role: 'spouse',
      prefix: 'Mr',
      given: 'Gethin',
      family: 'Jones',
      phone: '07700900501',
      since: '2004-03-08',
    }),
  ],
  [SCENARIO_PATIENTS.noPractice]: [
    relatedPerson(SCENARIO_PATIENTS.noPractice, {
      role: 'guardian',
      prefix: 'Mrs',
      given: 'Helena',
      family: 'Smith',
      phone: '07700900502',
      since: '2010-11-15',
    }),
    relatedPerson(SCENARIO_PATIENTS.noPractice, {
      role: 'guardian',
      prefix: 'Mr',
      given: 'Victor',
      family: 'Smith',
      phone: '07700900503',
      since: '2010-11-15',
    }),
  ],
};

function relatedPerson(nhsNumber: string, relation: Relation): RelatedPerson {
  const { role, prefix, given, family, phone, since } = relation;
  const period = { start: since };
  return {
    active: true,
    id: objectId(nhsNumber, `${role} ${given}`),
    name: [{ family, given: [given], period, prefix: [prefix], use: 'usual' }],
    patient: { identifier: { system: SYSTEMS.nhsNumber, value: nhsNumber } },
    period,
    relationship: [{ coding: [{ ...ROLES[role] }] }],
    resourceType: 'RelatedPerson',
    telecom: [{ period, system: 'phone', use: 'mobile', value: phone }],
  };
}
