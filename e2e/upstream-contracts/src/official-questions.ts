import { SCENARIO_PATIENTS as PEOPLE } from '@cdg/test-data';
import { askPds } from './support/ask-pds.ts';
import { askSds, type SdsSearch } from './support/ask-sds.ts';

/** A question that the gateway does not ask, but that the official descriptions and our stubs know. */
export interface Question {
  readonly name: string;
  readonly status: number;
  readonly ask: () => Promise<Response>;
}

interface Asked {
  /** FHIR base URLs, as Prism guards them. */
  readonly pds: string;
  readonly sds: string;
  readonly accessToken: string;
}

/**
 * Well-formed questions of each kind with every answer that they lead to. Without the search for more than one match: PDS
 * answers it with 403 and the issue code `token`, which its own description does not have.
 */
export function officialQuestions({ pds, sds, accessToken }: Asked): readonly Question[] {
  const authorised = { Authorization: `Bearer ${accessToken}` };
  const fromPds = (path: string, headers = authorised) => askPds(pds, path, headers);
  const search = (criteria: Record<string, string>) => fromPds(`/Patient?${new URLSearchParams(criteria).toString()}`);
  const fromSds = (resource: SdsSearch['resource'], odsCode: string, more: SdsSearch['more'] = []) =>
    askSds(sds, { resource, odsCode, more });

  return [
    question('PDS: next of kin', 200, () => fromPds(`/Patient/${PEOPLE.fullRecord}/RelatedPerson`)),
    question('PDS: no next of kin', 200, () => fromPds(`/Patient/${PEOPLE.noPractice}/RelatedPerson`)),
    question('PDS: next of kin of nobody', 404, () => fromPds(`/Patient/${PEOPLE.neverExists}/RelatedPerson`)),
    question('PDS: search, one match', 200, () => search({ family: 'Jones', birthdate: 'eq1973-09-24' })),
    question('PDS: search, no match', 200, () => search({ family: 'Nobody', birthdate: 'eq1973-09-24' })),
    question('PDS: search, too many', 200, () => search({ family: 'Ha*', birthdate: 'ge1900-01-01' })),
    question('PDS: search for too little', 400, () => search({ family: 'Jones' })),
    question('PDS: wrong check digit', 400, () => fromPds('/Patient/9999999990')),
    question('PDS: unknown token', 401, () => fromPds('/Patient/9999999999', { Authorization: 'Bearer unknown' })),
    question('SDS: Device under a party key', 200, () => fromSds('Device', 'T10004', PARTY_KEY)),
    question('SDS: Device of a supplier', 200, () => fromSds('Device', 'A12345', SUPPLIER)),
    question('SDS: Endpoint of nobody', 200, () => fromSds('Endpoint', 'X99999')),
    question('SDS: parameter that is not known', 400, () => fromSds('Device', 'A12345', [['foo', '1']])),
  ];
}

const PARTY_KEY = [['identifier', 'https://fhir.nhs.uk/Id/nhsMhsPartyKey|T10004-0000001']] as const;
const SUPPLIER = [['manufacturing-organization', 'https://fhir.nhs.uk/Id/ods-organization-code|T90001']] as const;

function question(name: string, status: number, ask: () => Promise<Response>): Question {
  return { name, status, ask };
}
