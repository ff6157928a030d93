import { randomUUID } from 'node:crypto';
import { CONSUMERS, PRACTICES } from '@cdg/test-data';
import { withGiven, type MoreHeaders } from './headers.ts';

const INTERACTION = 'urn:nhs:names:services:gpconnect';
const LIFETIME_S = 300;

/** Asks a practice's system for something below a service root. */
export interface ProviderQuestion {
  /** For example `/A12345/STU3/1/gpconnect/structured`. */
  readonly root: string;
  readonly path: string;
  /** What follows `urn:nhs:names:services:gpconnect:`. */
  readonly interaction: string;
  readonly scope: 'patient/*.read' | 'organization/*.read';
  readonly body?: object;
}

/** Asks as the gateway does, with the headers and the audit token that this takes. */
export function askProvider(
  origin: string,
  { root, path, interaction, scope, body }: ProviderQuestion,
  headers: MoreHeaders = {},
): Promise<Response> {
  const well = {
    'Ssp-TraceID': randomUUID(),
    'Ssp-From': CONSUMERS.main.asid,
    'Ssp-To': PRACTICES.main.asid,
    'Ssp-InteractionID': `${INTERACTION}:${interaction}`,
    Authorization: `Bearer ${auditToken(`${origin}${root}`, scope)}`,
    Accept: 'application/fhir+json',
    ...(body && { 'Content-Type': 'application/fhir+json;charset=utf-8' }),
  };
  return fetch(`${origin}${root}/${path}`, {
    headers: withGiven(well, headers),
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
}

/** Unsigned, its signature empty. Source: GP Connect 1.6.2, cross-organisation audit and provenance. */
function auditToken(audience: string, scope: string): string {
  const iat = Math.floor(Date.now() / 1_000);
  const identifier = (system: string, value = 'UNK') => ({ system, value });
  const claims = {
    ...{ iss: 'https://consumer.example', sub: 'synthetic-1', aud: audience, iat, exp: iat + LIFETIME_S },
    ...{ reason_for_request: 'directcare', requested_scope: scope },
    requesting_device: {
      resourceType: 'Device',
      identifier: [identifier('https://consumer.example/Id/device', 'suite')],
      ...{ model: 'suite', version: '1' },
    },
    requesting_organization: {
      resourceType: 'Organization',
      name: CONSUMERS.main.odsCode,
      identifier: [identifier('https://fhir.nhs.uk/Id/ods-organization-code', CONSUMERS.main.odsCode)],
    },
    requesting_practitioner: {
      resourceType: 'Practitioner',
      id: 'synthetic-1',
      identifier: [
        identifier('https://fhir.nhs.uk/Id/sds-user-id'),
        identifier('https://fhir.nhs.uk/Id/sds-role-profile-id'),
        identifier('https://consumer.example/Id/user', 'synthetic-1'),
      ],
      name: [{ family: 'Synthetic', given: ['Practitioner'] }],
    },
  };
  return `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.`;
}

function base64url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
