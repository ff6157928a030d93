import { describe, expect, test } from '@jest/globals';
import { auditClaimsSchema, type AuditClaims } from './audit-token.ts';

const CLAIMS: AuditClaims = {
  iss: 'https://consumer.example.test',
  sub: 'user-42',
  aud: 'https://GP.Example.test:443/A12345//STU3',
  iat: 1_772_366_400,
  exp: 1_772_366_700,
  reason_for_request: 'directcare',
  requested_scope: 'patient/*.read',
  requesting_device: { resourceType: 'Device', identifier: [{ system: 's', value: 'v' }], model: 'm', version: '1' },
  requesting_organization: { resourceType: 'Organization', name: 'n', identifier: [{ system: 's', value: 'S55555' }] },
  requesting_practitioner: {
    resourceType: 'Practitioner',
    id: 'user-42',
    identifier: ['a', 'b', 'c'].map((system) => ({ system, value: 'UNK' })),
    name: [{ family: 'Sample', given: ['Kit'] }],
  },
};

const faultsOf = (claims: object): string[] =>
  (auditClaimsSchema.safeParse(claims).error?.issues ?? []).map(({ path }) => path.join('.'));

describe('the claims of an audit token', () => {
  test('are taken as they are, URLs to the letter', () => {
    expect(auditClaimsSchema.parse(CLAIMS)).toEqual(CLAIMS);
  });

  test.each(Object.keys(CLAIMS))('are refused without %s', (claim) => {
    expect(faultsOf({ ...CLAIMS, [claim]: undefined })).toContain(claim);
  });

  test('lose what no provider expects', () => {
    expect(auditClaimsSchema.parse({ ...CLAIMS, requested_record: {} })).toEqual(CLAIMS);
  });

  const practitioner = CLAIMS.requesting_practitioner;

  test.each<[string, object, string]>([
    ['an issuer that is no URL', { iss: 'consumer' }, 'iss'],
    ['an audience that is no URL', { aud: 'A12345' }, 'aud'],
    ['a life of 299 seconds', { exp: CLAIMS.iat + 299 }, 'exp'],
    ['a life of 301 seconds', { exp: CLAIMS.iat + 301 }, 'exp'],
    ['fractions of a second', { iat: CLAIMS.iat + 0.5, exp: CLAIMS.exp + 0.5 }, 'iat'],
    ['times as text', { iat: String(CLAIMS.iat) }, 'iat'],
    ['another subject than the practitioner', { sub: 'user-43' }, 'sub'],
    ['another reason', { reason_for_request: 'migration' }, 'reason_for_request'],
    ['a scope that does not exist', { requested_scope: 'patient/*.*' }, 'requested_scope'],
    [
      'a device of another type',
      { requesting_device: { ...CLAIMS.requesting_device, resourceType: 'Patient' } },
      'requesting_device.resourceType',
    ],
    [
      'a device without a version',
      { requesting_device: { ...CLAIMS.requesting_device, version: '' } },
      'requesting_device.version',
    ],
    [
      'two practitioner identifiers',
      { requesting_practitioner: { ...practitioner, identifier: practitioner.identifier.slice(1) } },
      'requesting_practitioner.identifier',
    ],
    [
      'an empty identifier',
      { requesting_organization: { ...CLAIMS.requesting_organization, identifier: [{ system: 's', value: '' }] } },
      'requesting_organization.identifier.0.value',
    ],
    [
      'a practitioner without a given name',
      { requesting_practitioner: { ...practitioner, name: [{ family: 'Sample', given: [] }] } },
      'requesting_practitioner.name.0.given',
    ],
  ])('are refused with %s', (_, wrong, path) => {
    expect(faultsOf({ ...CLAIMS, ...wrong })).toContain(path);
  });
});
