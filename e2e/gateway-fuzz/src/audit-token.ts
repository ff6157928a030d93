import { auditClaimsSchema } from '@cdg/gp-connect';
import { CONSUMERS } from '@cdg/test-data';

const LIFETIME_S = 300;

/** A token as consumers send it to a GP system (GP Connect 1.6.2), for an address below its service root. */
export function makeAuditToken(address: string, now: Date): string {
  const operation = /\/(Patient\/\$gpc\.\w+|metadata)$/.exec(address)?.[0] ?? '';
  const iat = Math.floor(now.getTime() / 1_000);
  const claims = auditClaimsSchema.parse({
    iss: 'https://consumer.example/',
    sub: PRACTITIONER.id,
    aud: address.slice(0, address.length - operation.length),
    iat,
    exp: iat + LIFETIME_S,
    reason_for_request: 'directcare',
    requested_scope: operation === '/metadata' ? 'organization/*.read' : 'patient/*.read',
    requesting_device: DEVICE,
    requesting_organization: ORGANIZATION,
    requesting_practitioner: PRACTITIONER,
  });
  return `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`;
}

const DEVICE = {
  resourceType: 'Device',
  identifier: [{ system: 'https://consumer.example/Id/device', value: 'fuzzer' }],
  model: 'Fuzzer',
  version: '1',
};
const ORGANIZATION = {
  resourceType: 'Organization',
  name: 'Larkfield Walk-in Clinic',
  identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: CONSUMERS.main.odsCode }],
};
const PRACTITIONER = {
  resourceType: 'Practitioner',
  id: 'fuzzer-1',
  name: [{ family: 'Sample', given: ['Kit'] }],
  identifier: [
    { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: 'UNK' },
    { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: 'UNK' },
    { system: 'https://consumer.example/Id/user', value: 'fuzzer-1' },
  ],
};

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
