import { randomUUID } from 'node:crypto';
import { SDS_STUB_API_KEY } from '@cdg/test-data';
import { withGiven, type MoreHeaders } from './headers.ts';

const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
const INTERACTION =
  'https://fhir.nhs.uk/Id/nhsServiceInteractionId|urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';

/** What is looked for, beside the interaction of structured records. */
export interface SdsSearch {
  readonly resource: 'Device' | 'Endpoint';
  readonly odsCode?: string;
  readonly more?: Readonly<Record<string, string>>;
}

/** Asks SDS for the systems of an organisation that speak structured records. */
export function askSds(
  fhirBase: string,
  { resource, odsCode, more = {} }: SdsSearch,
  headers: MoreHeaders = {},
): Promise<Response> {
  const organisation = odsCode === undefined ? {} : { organization: `${ODS_CODE}|${odsCode}` };
  const query = new URLSearchParams({ ...organisation, identifier: INTERACTION, ...more });
  const well = { apikey: SDS_STUB_API_KEY, Accept: 'application/fhir+json', 'X-Correlation-Id': randomUUID() };
  return fetch(`${fhirBase}/${resource}?${query.toString()}`, { headers: withGiven(well, headers) });
}
