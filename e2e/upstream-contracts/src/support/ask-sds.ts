import { randomUUID } from 'node:crypto';
import { SDS_STUB_API_KEY } from '@cdg/test-data';
import { withGiven, type MoreHeaders } from './headers.ts';

const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
const INTERACTION =
  'https://fhir.nhs.uk/Id/nhsServiceInteractionId|urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';

export interface SdsSearch {
  readonly resource: 'Device' | 'Endpoint';
  readonly odsCode?: string;
  /** Systems that speak structured records, unless this is false. */
  readonly interaction?: boolean;
  readonly more?: readonly (readonly [name: string, value: string])[];
}

/** Asks SDS for the systems of an organisation. */
export function askSds(
  fhirBase: string,
  { resource, odsCode, interaction = true, more = [] }: SdsSearch,
  headers: MoreHeaders = {},
): Promise<Response> {
  const query = new URLSearchParams();
  if (odsCode !== undefined) query.append('organization', `${ODS_CODE}|${odsCode}`);
  if (interaction) query.append('identifier', INTERACTION);
  for (const [name, value] of more) query.append(name, value);
  const well = { apikey: SDS_STUB_API_KEY, Accept: 'application/fhir+json', 'X-Correlation-Id': randomUUID() };
  return fetch(`${fhirBase}/${resource}?${query.toString()}`, { headers: withGiven(well, headers) });
}
