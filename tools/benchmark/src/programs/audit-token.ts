import { SYSTEMS } from '@cdg/fhir';

const HEADER = base64url(JSON.stringify({ alg: 'none', typ: 'JWT' }));
const ISSUER = 'https://benchmark.example';
const LIFETIME_S = 300;

const BEFORE = `{"iss":"${ISSUER}","sub":"benchmark","aud":"`;
const REST = [
  `"reason_for_request":"directcare","requested_scope":"patient/*.read","requesting_device":${JSON.stringify({
    resourceType: 'Device',
    identifier: [{ system: `${ISSUER}/device`, value: 'benchmark' }],
    model: 'benchmark',
    version: '1',
  })},"requesting_practitioner":${JSON.stringify({
    resourceType: 'Practitioner',
    id: 'benchmark',
    identifier: [
      { system: SYSTEMS.sdsUserId, value: 'UNK' },
      { system: SYSTEMS.sdsRoleProfileId, value: 'UNK' },
      { system: `${ISSUER}/user`, value: 'benchmark' },
    ],
    name: [{ family: 'Benchmark', given: ['A'] }],
  })}`,
].join();

/** An audit token with the same claims as the gateway's, put together from text as fast as can be. */
export function auditToken(serviceRoot: string, consumerOds: string): string {
  const iat = Math.floor(Date.now() / 1000);
  const organisation = `{"resourceType":"Organization","name":"${consumerOds}","identifier":[{"system":"${SYSTEMS.odsCode}","value":"${consumerOds}"}]}`;
  const claims = `${BEFORE}${serviceRoot}","iat":${iat},"exp":${iat + LIFETIME_S},${REST},"requesting_organization":${organisation}}`;
  return `${HEADER}.${base64url(claims)}.`;
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
