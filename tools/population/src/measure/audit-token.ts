import { SYSTEMS } from '@cdg/fhir';

const LIFETIME_S = 300;

/** An unsigned token as GP Connect wants one, for a measurement. */
export function auditToken(audience: string, now: Date): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = {
    iss: 'http://127.0.0.1/measurement',
    sub: 'measurement',
    aud: audience,
    iat,
    exp: iat + LIFETIME_S,
    reason_for_request: 'directcare',
    requested_scope: 'patient/*.read',
    requesting_device: {
      resourceType: 'Device',
      identifier: [{ system: 'http://127.0.0.1/device', value: 'measurement' }],
      model: 'measurement',
      version: '1',
    },
    requesting_organization: {
      resourceType: 'Organization',
      name: 'Measurement',
      identifier: [{ system: SYSTEMS.odsCode, value: 'S55555' }],
    },
    requesting_practitioner: {
      resourceType: 'Practitioner',
      id: 'measurement',
      name: [{ family: 'Measurement', given: ['A'] }],
      identifier: [
        { system: SYSTEMS.sdsUserId, value: 'UNK' },
        { system: SYSTEMS.sdsRoleProfileId, value: 'UNK' },
        { system: 'http://127.0.0.1/user', value: 'measurement' },
      ],
    },
  };
  return `${encoded({ alg: 'none', typ: 'JWT' })}.${encoded(claims)}.`;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
