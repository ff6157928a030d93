import { describe, expect, test } from '@jest/globals';
import { INTERACTIONS } from '@cdg/gp-connect';
import { makeAuditToken, type AuditFacts } from './index.ts';

const FACTS: AuditFacts = {
  issuer: 'https://consumer.example.test/',
  device: {
    resourceType: 'Device',
    identifier: [{ system: 'https://consumer.example.test/Id/device', value: 'GW-1' }],
    model: 'Clinical Data Gateway',
    version: '0.1.0',
  },
  organization: {
    resourceType: 'Organization',
    name: 'Zoë’s Surgery ÿ?>',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'S55555' }],
  },
  practitioner: {
    resourceType: 'Practitioner',
    id: 'user-42',
    identifier: [
      { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: 'UNK' },
      { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: 'UNK' },
      { system: 'https://consumer.example.test/Id/user', value: 'user-42' },
    ],
    name: [{ family: 'Sample', given: ['Kit'], prefix: ['Mx'] }],
  },
};
const SERVICE_ROOT = 'https://gp.example.test/A12345/STU3/1/gpconnect/structured';

const make = (facts: AuditFacts = FACTS, serviceRoot = SERVICE_ROOT, now = new Date('2026-03-01T12:00:00.999Z')) =>
  makeAuditToken(facts, { interaction: INTERACTIONS.getStructuredRecord, serviceRoot, now });

const claimsOf = (token: string): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));

describe('the audit token', () => {
  test('is unsigned: this very header, claims, and a dot at the end', () => {
    const token = make();

    expect(token.split('.')).toEqual(['eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0', expect.any(String), '']);
    expect(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).toBe('{"alg":"none","typ":"JWT"}');
  });

  test.each(['', 'a', 'ab', 'abc', 'ab?', 'ab>'])('is base64url without padding, however long (%j)', (more) => {
    const organization = { ...FACTS.organization, name: `Zoë’s ÿ?>${more}` };

    expect(make({ ...FACTS, organization })).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.$/);
  });

  test('carries the ten claims and no other, and lives exactly five minutes from this second', () => {
    const iat = Date.parse('2026-03-01T12:00:00Z') / 1000;

    expect(claimsOf(make())).toEqual({
      iss: FACTS.issuer,
      sub: 'user-42',
      aud: SERVICE_ROOT,
      iat,
      exp: iat + 300,
      reason_for_request: 'directcare',
      requested_scope: 'patient/*.read',
      requesting_device: FACTS.device,
      requesting_organization: FACTS.organization,
      requesting_practitioner: FACTS.practitioner,
    });
  });

  test.each(['https://GP.Example.TEST:443/A12345//STU3/', 'http://127.0.0.1:9003/A12345/STU3/1'])(
    'names %s as its audience, character for character',
    (serviceRoot) => {
      expect(claimsOf(make(FACTS, serviceRoot))).toMatchObject({ aud: serviceRoot });
    },
  );

  test('takes the scope from the interaction', () => {
    const token = makeAuditToken(FACTS, {
      interaction: INTERACTIONS.structuredMetadata,
      serviceRoot: SERVICE_ROOT,
      now: new Date(),
    });

    expect(claimsOf(token)).toMatchObject({ requested_scope: 'organization/*.read' });
  });

  test.each<[string, AuditFacts]>([
    ['issuer', { ...FACTS, issuer: 'consumer' }],
    ['device identifier', { ...FACTS, device: { ...FACTS.device, identifier: [] } }],
    ['device model', { ...FACTS, device: { ...FACTS.device, model: '' } }],
    ['organisation name', { ...FACTS, organization: { ...FACTS.organization, name: '' } }],
    ['practitioner id', { ...FACTS, practitioner: { ...FACTS.practitioner, id: '' } }],
    ['practitioner name', { ...FACTS, practitioner: { ...FACTS.practitioner, name: [] } }],
    [
      'third practitioner identifier',
      { ...FACTS, practitioner: { ...FACTS.practitioner, identifier: FACTS.practitioner.identifier.slice(0, 2) } },
    ],
  ])('is not made without a good %s', (_, facts) => {
    expect(() => make(facts)).toThrow();
  });

  test('is not made for an address that is no URL', () => {
    expect(() => make(FACTS, 'A12345')).toThrow();
  });
});
