import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  INTERACTION,
  ORGANIZATION,
  PARTY_KEY,
  query,
  runStub,
  searchFor,
  STRUCTURED,
  type RunningStub,
} from './testing/running-stub.ts';

const ORGANIZATION_WANTED =
  "Missing or invalid 'organization' query parameter. Should be 'organization=https://fhir.nhs.uk/Id/ods-organization-code|value'";
const INTERACTION_WANTED =
  "Missing or invalid 'identifier' query parameter. Should be 'identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value'";
const IDENTIFIER_WANTED =
  "Missing or invalid 'identifier' query parameter. Should be one or both of: ['identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value', 'identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value'";
const MANUFACTURER_WANTED =
  "Missing or invalid 'manufacturing-organization' query parameter. Should be 'manufacturing-organization=https://fhir.nhs.uk/Id/ods-organization-code|value'";
const COMBINATION_WANTED =
  "Missing or invalid query parameters. Should one of following combinations: ['organization=https://fhir.nhs.uk/Id/ods-organization-code|value&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value''organization=https://fhir.nhs.uk/Id/ods-organization-code|value&identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value''organization=https://fhir.nhs.uk/Id/ods-organization-code|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value''identifier=https://fhir.nhs.uk/Id/nhsServiceInteractionId|value&identifier=https://fhir.nhs.uk/Id/nhsMhsPartyKey|value']";
const illegal = (name: string) => `Illegal query parameter '${name}'`;

const organisation = ['organization', `${ORGANIZATION}|A12345`] as const;
const interaction = ['identifier', `${INTERACTION}|${STRUCTURED}`] as const;
const partyKey = ['identifier', `${PARTY_KEY}|A12345-0000001`] as const;

let stub: RunningStub;

beforeAll(async () => {
  stub = await runStub();
});
afterAll(() => stub.close());

async function reasonOf(path: string): Promise<string | undefined> {
  const { status, headers, text } = await stub.ask(path);
  expect([status, headers['content-type']]).toEqual([400, 'application/fhir+json']);
  const reason = /"diagnostics": "HTTP 400: Bad Request \((.*)\)"\n/.exec(text)?.[1];
  expect(text).toContain('"code": "required"');
  return reason;
}

describe('a search of Device is refused', () => {
  test.each([
    ['no query', '', ORGANIZATION_WANTED],
    ['no organisation', query(interaction), ORGANIZATION_WANTED],
    ['a blank organisation', query(['organization', `${ORGANIZATION}|`], interaction), ORGANIZATION_WANTED],
    ['an organisation of spaces', query(['organization', `${ORGANIZATION}|+%20`], interaction), ORGANIZATION_WANTED],
    ['an organisation without system', query(['organization', 'A12345'], interaction), ORGANIZATION_WANTED],
    [
      'the system of an organisation in another case',
      query(['organization', `${ORGANIZATION.toUpperCase()}|A12345`], interaction),
      ORGANIZATION_WANTED,
    ],
    [
      'a space before the system',
      query(['organization', `%20${ORGANIZATION}|A12345`], interaction),
      ORGANIZATION_WANTED,
    ],
    [
      'a good and a bad organisation',
      query(organisation, interaction, ['organization', 'A12345']),
      ORGANIZATION_WANTED,
    ],
    ['no interaction', query(organisation), INTERACTION_WANTED],
    ['a blank interaction', query(organisation, ['identifier', `${INTERACTION}|`]), INTERACTION_WANTED],
    ['a party key alone', query(organisation, partyKey), INTERACTION_WANTED],
    ['an identifier without system', query(organisation, ['identifier', STRUCTURED]), IDENTIFIER_WANTED],
    ['an identifier with its value missing altogether', `${query(organisation)}&identifier`, IDENTIFIER_WANTED],
    ['a good and a bad identifier', query(organisation, interaction, ['identifier', 'x|y']), IDENTIFIER_WANTED],
    [
      'the system of an older interface',
      query(organisation, ['identifier', `https://fhir.nhs.uk/Id/nhsEndpointServiceId|${STRUCTURED}`]),
      IDENTIFIER_WANTED,
    ],
    [
      'an ASID as identifier',
      query(organisation, interaction, ['identifier', 'https://fhir.nhs.uk/Id/nhsSpineASID|918999198738']),
      IDENTIFIER_WANTED,
    ],
    [
      'a manufacturer without system',
      query(organisation, interaction, ['manufacturing-organization', 'T90001']),
      MANUFACTURER_WANTED,
    ],
    [
      'a manufacturer with a wrong system',
      query(organisation, interaction, ['manufacturing-organization', `${PARTY_KEY}|T90001`]),
      MANUFACTURER_WANTED,
    ],
    ['an unknown parameter', `${searchFor('A12345')}&foo=bar`, illegal('foo')],
    ['an unknown parameter without value', `${searchFor('A12345')}&_format`, illegal('_format')],
    [
      'a parameter in the wrong case',
      query(['Organization', `${ORGANIZATION}|A12345`], interaction),
      illegal('Organization'),
    ],
    ['a parameter of an older interface', `${searchFor('A12345')}&use_cpm=1`, illegal('use_cpm')],
    ['paging', `${searchFor('A12345')}&_count=1`, illegal('_count')],
    ['two faults: the first in the query counts', query(['foo', ''], ['organization', 'A12345']), illegal('foo')],
    [
      'two faults: the first in the query counts, turned round',
      query(['organization', 'A12345'], ['foo', '']),
      ORGANIZATION_WANTED,
    ],
    ['an illegal parameter before a missing one', query(['foo', '']), illegal('foo')],
  ])('for %s', async (_, search, reason) => {
    expect(await reasonOf(`/Device${search}`)).toBe(reason);
  });
});

describe('a search of Endpoint is refused', () => {
  test.each([
    ['no query', '', COMBINATION_WANTED],
    ['an organisation alone', query(organisation), COMBINATION_WANTED],
    ['an interaction alone', query(interaction), COMBINATION_WANTED],
    ['a party key alone', query(partyKey), COMBINATION_WANTED],
    ['an interaction and a blank party key', query(interaction, ['identifier', `${PARTY_KEY}|`]), COMBINATION_WANTED],
    ['two interactions', query(interaction, interaction), COMBINATION_WANTED],
    ['a blank organisation', query(['organization', `${ORGANIZATION}|`], interaction), COMBINATION_WANTED],
    ['an organisation without system', query(['organization', 'A12345'], interaction), ORGANIZATION_WANTED],
    ['an identifier without system', query(organisation, ['identifier', STRUCTURED]), IDENTIFIER_WANTED],
    [
      'a manufacturer',
      `${searchFor('A12345')}&manufacturing-organization=${ORGANIZATION}|T90001`,
      illegal('manufacturing-organization'),
    ],
    ['an unknown parameter', `${searchFor('A12345')}&foo=bar`, illegal('foo')],
  ])('for %s', async (_, search, reason) => {
    expect(await reasonOf(`/Endpoint${search}`)).toBe(reason);
  });
});
