import { hash } from 'node:crypto';
import { CONFIDENTIALITY_SYSTEM, SYSTEMS } from '@cdg/fhir';
import type { Address, ContactPoint, Extension, HumanName, Patient, Reference } from 'fhir/r4.js';
import { addressKey } from './pds-extensions.ts';
import type { PersonFacts } from './person-facts.ts';

/** What some records have beside the ordinary facts. */
export interface PatientExtras {
  readonly contact?: Patient['contact'];
  readonly deceasedDateTime?: string;
  readonly extension?: readonly Extension[];
  readonly managingOrganization?: Reference;
  readonly multipleBirthInteger?: number;
  readonly restricted?: true;
}

const UKCORE_STATUS = 'UKCore-NHSNumberVerificationStatus';

/** The day on which all of them gave their telephone numbers and e-mail addresses. */
const CONTACTS_SINCE = '2019-05-01';

/**
 * A Patient as PDS returns one: members in alphabetical order, none of them empty, and nothing that PDS's closed schema
 * does not name. The version is stable for a person, so ETags do not change from one start to the next.
 */
export function pdsPatient(facts: PersonFacts, extras: PatientExtras = {}): Patient {
  const { contact, deceasedDateTime, extension, managingOrganization, multipleBirthInteger, restricted } = extras;
  return {
    address: [homeOf(facts)],
    birthDate: facts.birthDate,
    ...(contact && { contact }),
    ...(deceasedDateTime !== undefined && { deceasedDateTime }),
    ...(extension && { extension: [...extension] }),
    gender: facts.gender,
    ...(facts.practice && { generalPractitioner: [practiceOf(facts, facts.practice)] }),
    id: facts.nhsNumber,
    identifier: [identifierOf(facts.nhsNumber)],
    ...(managingOrganization && { managingOrganization }),
    meta: metaOf(facts.nhsNumber, restricted),
    ...(multipleBirthInteger !== undefined && { multipleBirthInteger }),
    name: namesOf(facts),
    resourceType: 'Patient',
    ...telecomOf(facts),
  };
}

/** The opaque id that PDS gives each name, address, contact point and registration. */
export function objectId(nhsNumber: string, what: string): string {
  return hash('sha256', `${nhsNumber} ${what}`).slice(0, 8).toUpperCase();
}

/** The same for everybody, and held once: a large population would hold it a hundred thousand times. */
const VERIFIED = [
  {
    url: `https://fhir.hl7.org.uk/StructureDefinition/Extension-${UKCORE_STATUS}`,
    valueCodeableConcept: {
      coding: [
        {
          code: '01',
          display: 'Number present and verified',
          system: `https://fhir.hl7.org.uk/CodeSystem/${UKCORE_STATUS}`,
          version: '1.0.0',
        },
      ],
    },
  },
];
const UNRESTRICTED = [{ code: 'U', display: 'unrestricted', system: CONFIDENTIALITY_SYSTEM }];
const RESTRICTED = [{ code: 'R', display: 'restricted', system: CONFIDENTIALITY_SYSTEM }];

function identifierOf(nhsNumber: string) {
  return { extension: VERIFIED, system: SYSTEMS.nhsNumber, value: nhsNumber };
}

function metaOf(nhsNumber: string, restricted: true | undefined) {
  const version = (Number.parseInt(objectId(nhsNumber, 'version').slice(0, 2), 16) % 40) + 1;
  return { security: restricted ? RESTRICTED : UNRESTRICTED, versionId: String(version) };
}

function namesOf({ nhsNumber, prefix, given, family, maiden, nickname, birthDate }: PersonFacts): HumanName[] {
  const name = (use: 'usual' | 'maiden' | 'nickname', parts: HumanName): HumanName => ({
    family,
    given: [...given],
    id: objectId(nhsNumber, use),
    ...parts,
    use,
  });
  const usual = { period: { start: maiden?.until ?? birthDate }, ...(prefix !== undefined && { prefix: [prefix] }) };
  return [
    name('usual', usual),
    ...(maiden ? [name('maiden', { family: maiden.family, period: { end: maiden.until, start: birthDate } })] : []),
    ...(nickname === undefined ? [] : [name('nickname', { given: [nickname], period: { start: birthDate } })]),
  ];
}

function homeOf({ nhsNumber, addressLines, postalCode, uprn, practice, birthDate }: PersonFacts): Address {
  return {
    ...(uprn !== undefined && { extension: [addressKey(uprn)] }),
    id: objectId(nhsNumber, 'home'),
    line: [...addressLines],
    period: { start: practice?.start ?? birthDate },
    postalCode,
    use: 'home',
  };
}

function practiceOf(facts: PersonFacts, { odsCode, ...period }: { odsCode: string; start: string; end?: string }) {
  return {
    id: objectId(facts.nhsNumber, 'practice'),
    identifier: { period, system: SYSTEMS.odsCode, value: odsCode },
    type: 'Organization',
  };
}

function telecomOf({ nhsNumber, mobile, landline, email }: PersonFacts): { telecom?: ContactPoint[] } {
  const points: (Pick<ContactPoint, 'system' | 'use'> & { readonly value: string | undefined })[] = [
    { system: 'phone', use: 'mobile', value: mobile },
    { system: 'phone', use: 'home', value: landline },
    { system: 'email', use: 'home', value: email },
  ];
  const telecom = points.flatMap(({ system, use, value }) =>
    value === undefined || system === undefined || use === undefined
      ? []
      : [{ id: objectId(nhsNumber, value), period: { start: CONTACTS_SINCE }, system, use, value }],
  );
  return telecom.length === 0 ? {} : { telecom };
}
