import type { Location, Organization, Practitioner, PractitionerRole } from 'fhir/r3.js';
import { PRACTICES } from '../../places.ts';
import { coded, type Concept } from './concept.ts';
import { profileUrl, RECORD_SYSTEMS } from './structured-record-names.ts';

export interface Organisation {
  readonly odsCode: string;
  readonly name: string;
  readonly phone: string;
  readonly line: string;
  readonly city: string;
  readonly postalCode: string;
}

/** The organisations of the records: practices, the hospital they refer to, and those they hear from. */
export const ORGANISATIONS = {
  larkfield: {
    odsCode: PRACTICES.main.odsCode,
    name: 'Larkfield Road Surgery',
    phone: '01632960910',
    line: '12 Larkfield Road',
    city: 'Haldane',
    postalCode: 'ZZ99 3LR',
  },
  quayside: {
    odsCode: PRACTICES.severalSystems.odsCode,
    name: 'Quayside Medical Centre',
    phone: '01632960940',
    line: 'Unit 2, The Quay',
    city: 'Haldane',
    postalCode: 'ZZ99 3QY',
  },
  saltmere: {
    odsCode: 'T20004',
    name: 'Saltmere Health Centre',
    phone: '01632960950',
    line: '1 Harbour Road',
    city: 'Saltmere',
    postalCode: 'ZZ99 4HC',
  },
  hospital: {
    odsCode: 'T20001',
    name: 'Haldane General Hospital',
    phone: '01632960960',
    line: 'Infirmary Hill',
    city: 'Haldane',
    postalCode: 'ZZ99 3IH',
  },
  physiotherapy: {
    odsCode: 'T20002',
    name: 'Haldaneshire Community Physiotherapy',
    phone: '01632960970',
    line: 'Station Approach',
    city: 'Netherby',
    postalCode: 'ZZ99 2SA',
  },
  eyeScreening: {
    odsCode: 'T20003',
    name: 'Haldaneshire Diabetic Eye Screening Service',
    phone: '01632960980',
    line: 'Infirmary Hill',
    city: 'Haldane',
    postalCode: 'ZZ99 3IH',
  },
} as const satisfies Record<string, Organisation>;

export type OrganisationKey = keyof typeof ORGANISATIONS;

const GP: Concept = ['R0260', 'General Medical Practitioner'];
const NURSE: Concept = ['R8001', 'Nurse Access Role'];
const CONSULTANT: Concept = ['R0050', 'Consultant'];
const HEALTH_PROFESSIONAL: Concept = ['R8003', 'Health Professional Access Role'];

export interface StaffMember {
  readonly prefix: string;
  readonly given: string;
  readonly family: string;
  readonly gender: 'female' | 'male';
  readonly sdsUserId: string;
  readonly role: Concept;
  readonly at: OrganisationKey;
}

/** The people who write in the records, over forty years. */
export const STAFF = {
  hughes: person(['Dr', 'Gwilym', 'Hughes', 'male'], '555021300101', GP, 'saltmere'),
  fielding: person(['Dr', 'Rosalind', 'Fielding', 'female'], '555021300102', GP, 'saltmere'),
  okafor: person(['Dr', 'Ngozi', 'Okafor', 'female'], '555021300103', GP),
  lindqvist: person(['Dr', 'Åsa', 'Lindqvist', 'female'], '555021300104', GP),
  raman: person(['Dr', 'Vikram', 'Raman', 'male'], '555021300105', GP),
  brennan: person(['Sister', 'Maeve', 'Brennan', 'female'], '555021300106', NURSE),
  tuck: person(['Mr', 'Oliver', 'Tuck', 'male'], '555021300107', NURSE),
  achebe: person(['Mrs', 'Renée', 'Achebe', 'female'], '555021300108', HEALTH_PROFESSIONAL),
  sorensen: person(['Dr', 'Ida', 'Sørensen', 'female'], '555021300109', GP, 'quayside'),
  whitlock: person(['Miss', 'Frances', 'Whitlock', 'female'], '555021300110', CONSULTANT, 'hospital'),
  desouza: person(['Dr', 'Mateus', 'de Souza', 'male'], '555021300111', CONSULTANT, 'hospital'),
} as const satisfies Record<string, StaffMember>;

export type StaffKey = keyof typeof STAFF;

function person(
  [prefix, given, family, gender]: readonly [string, string, string, 'female' | 'male'],
  sdsUserId: string,
  ...[role, at = 'larkfield']: readonly [Concept, OrganisationKey?]
): StaffMember {
  return { prefix, given, family, gender, sdsUserId, role, at };
}

/** Who and what appears in a record: every record names them by the same keys, whichever practice it belongs to. */
export interface Cast {
  readonly organisations: Readonly<Record<OrganisationKey, Organisation>>;
  readonly staff: Readonly<Record<StaffKey, StaffMember>>;
}

/** The cast of the records that always exist. */
export const CAST: Cast = { organisations: ORGANISATIONS, staff: STAFF };

const organisationId = ({ odsCode }: Organisation): string => `organisation-${odsCode.toLowerCase()}`;
const staffId = ({ sdsUserId }: StaffMember): string => `practitioner-${sdsUserId}`;

export const organisationReference = (organisation: Organisation): string =>
  `Organization/${organisationId(organisation)}`;
export const staffReference = (member: StaffMember): string => `Practitioner/${staffId(member)}`;
export const locationReference = ({ odsCode }: Organisation): string => `Location/location-${odsCode.toLowerCase()}`;

export function organisationResource(organisation: Organisation): Organization {
  const { odsCode, name, phone, line, city, postalCode } = organisation;
  return {
    resourceType: 'Organization',
    id: organisationId(organisation),
    meta: { versionId: '3', profile: [profileUrl('Organization')] },
    identifier: [{ system: RECORD_SYSTEMS.odsCode, value: odsCode }],
    name,
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
    address: [{ use: 'work', line: [line], city, postalCode }],
  };
}

export function locationResource(organisation: Organisation): Location {
  const { odsCode, name, phone, line, city, postalCode } = organisation;
  return {
    resourceType: 'Location',
    id: `location-${odsCode.toLowerCase()}`,
    meta: { versionId: '1', profile: [profileUrl('Location')] },
    name,
    telecom: [{ system: 'phone', value: phone, use: 'work' }],
    address: { use: 'work', line: [line], city, postalCode },
    managingOrganization: { reference: organisationReference(organisation) },
  };
}

export function practitionerResource(member: StaffMember): Practitioner {
  const { prefix, given, family, gender, sdsUserId } = member;
  return {
    resourceType: 'Practitioner',
    id: staffId(member),
    meta: { versionId: '2', profile: [profileUrl('Practitioner')] },
    identifier: [{ system: RECORD_SYSTEMS.sdsUserId, value: sdsUserId }],
    name: [{ use: 'usual', family, given: [given], prefix: [prefix] }],
    gender,
  };
}

/** The one role of a member of staff; GP Connect allows at most one for each Practitioner. */
export function roleResource(member: StaffMember, at: Organisation): PractitionerRole {
  const { role, sdsUserId } = member;
  return {
    resourceType: 'PractitionerRole',
    id: `role-${sdsUserId}`,
    meta: { versionId: '1', profile: [profileUrl('PractitionerRole')] },
    practitioner: { reference: staffReference(member) },
    organization: { reference: organisationReference(at) },
    code: [coded(RECORD_SYSTEMS.jobRole, role)],
  };
}
