import { SYSTEMS } from '@cdg/fhir';
import { CONSUMERS } from '@cdg/test-data';

/** Claims to set; undefined takes one away. */
export type ClaimChanges = Readonly<Record<string, unknown>>;

export const DEVICE = {
  resourceType: 'Device',
  identifier: [{ system: 'https://consumer.example/Id/device', value: 'GW-1' }],
  model: 'Consumer',
  version: '1.0',
};
export const ORGANIZATION = {
  resourceType: 'Organization',
  name: 'Sample Clinic',
  identifier: [{ system: SYSTEMS.odsCode, value: CONSUMERS.main.odsCode }],
};
export const PRACTITIONER = {
  resourceType: 'Practitioner',
  id: 'usr-42',
  name: [{ family: 'Sample', given: ['Kit'] }],
  identifier: [
    { system: SYSTEMS.sdsUserId, value: 'UNK' },
    { system: SYSTEMS.sdsRoleProfileId, value: 'UNK' },
    { system: 'https://consumer.example/Id/user-guid', value: '7b1d2c52' },
  ],
};

/** The claims of a token that is in order. */
export function usualClaims({ audience, issued }: { audience: string; issued: Date }): Record<string, unknown> {
  const iat = Math.floor(issued.getTime() / 1000);
  return {
    iss: 'https://consumer.example/',
    sub: 'usr-42',
    aud: audience,
    iat,
    exp: iat + 300,
    reason_for_request: 'directcare',
    requested_scope: 'patient/*.read',
    requesting_device: DEVICE,
    requesting_organization: ORGANIZATION,
    requesting_practitioner: PRACTITIONER,
  };
}

export function bearerToken(usual: { audience: string; issued: Date }, changes: ClaimChanges = {}): string {
  return unsigned({ alg: 'none', typ: 'JWT' }, { ...usualClaims(usual), ...changes });
}

/** Header, payload and an empty signature. */
export function unsigned(header: unknown, payload: unknown): string {
  return `${encode(header)}.${encode(payload)}.`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
