import { CONSUMERS, PRACTICES } from '@cdg/test-data';
import { respond, respondJson, type Answer } from '@cdg/test-kit';
import { z } from 'zod';

const ODS_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
const UNRESTRICTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'U' };

/** A registration as PDS has it; today's when it has no period. */
export function registration(value: string, period?: { readonly start?: string; readonly end?: string }) {
  return { type: 'Organization', identifier: { system: ODS_SYSTEM, value, ...(period && { period }) } };
}

/** A patient as PDS has it, registered with the main practice unless said otherwise. */
export function pdsPatient(id: string, members: object = {}): object {
  return {
    resourceType: 'Patient',
    id,
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: id }],
    meta: { versionId: '1', security: [UNRESTRICTED] },
    generalPractitioner: [registration(PRACTICES.main.odsCode, { start: '2015-06-08' })],
    ...members,
  };
}

/** A search answer of SDS with these resources. */
export function searchset(...resources: readonly object[]): object {
  const entry = resources.map((resource) => ({ resource, search: { mode: 'match' } }));
  return { resourceType: 'Bundle', type: 'searchset', total: entry.length, entry };
}

/** An accredited system. Give undefined or a blank to leave it so. */
export function device(asid: string | undefined, partyKey: string | undefined): object {
  return { resourceType: 'Device', identifier: [...identifier('ASID', asid), ...identifier('partyKey', partyKey)] };
}

/** A message-handling system. */
export function endpoint(address: string | undefined, partyKey: string | undefined, members: object = {}): object {
  const base = { resourceType: 'Endpoint', status: 'active', identifier: identifier('partyKey', partyKey) };
  return { ...base, ...(address !== undefined && { address }), ...members };
}

const SYSTEMS = {
  ASID: 'https://fhir.nhs.uk/Id/nhsSpineASID',
  partyKey: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey',
} as const;

function identifier(kind: keyof typeof SYSTEMS, value: string | undefined): object[] {
  return value === undefined ? [] : [{ system: SYSTEMS[kind], value }];
}

/** A token that lasts for `seconds`; with at most 60 a fresh one is asked for each time. */
export function tokenFor(seconds: number): Answer {
  return respondJson(
    { access_token: 'a-token', expires_in: String(seconds), token_type: 'Bearer', issued_at: '1785312000000' },
    { headers: { 'Content-Type': 'application/json' } },
  );
}

/** PDS answers with the patient asked for. */
export const patientFound: Answer = (exchange) =>
  respondJson(pdsPatient(exchange.request.path.split('/').at(-1) ?? ''))(exchange);

export const consumerDeviceFound = respondJson(searchset(device(CONSUMERS.main.asid, 'S55555-0000001')));
export const deviceFound = respondJson(searchset(device(PRACTICES.main.asid, PRACTICES.main.partyKey)));
export const endpointFound = (address: string) => respondJson(searchset(endpoint(address, PRACTICES.main.partyKey)));

const parameters = z.object({
  parameter: z.tuple([z.object({ valueIdentifier: z.object({ value: z.string() }) })]).rest(z.unknown()),
});

/** The practice answers with a small record of the patient asked for, under the request's trace id. */
export const recordSent: Answer = (exchange) => {
  const { request } = exchange;
  const [patient] = parameters.parse(JSON.parse(request.body.toString('utf8'))).parameter;
  const body = recordText({ id: request.header('Ssp-TraceID') ?? '', nhsNumber: patient.valueIdentifier.value });
  return respond({ headers: { 'Content-Type': 'application/fhir+json' }, body })(exchange);
};

/** A record as text: its Patient, and after it whatever else is given, verbatim. */
export function recordText({ id, nhsNumber, rest = '' }: { id: string; nhsNumber: string; rest?: string }): string {
  const patient = {
    resourceType: 'Patient',
    id: 'patient-1',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }],
  };
  return `{"resourceType":"Bundle","id":"${id}","type":"collection","entry":[{"resource":${JSON.stringify(patient)}}${rest}]}`;
}
