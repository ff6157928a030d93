import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  elementsOf,
  INTERACTION,
  ORGANIZATION,
  PARTY_KEY,
  query,
  runStub,
  searchFor,
  STRUCTURED,
  UUID,
  type RunningStub,
} from './testing/running-stub.ts';

const FOUNDATIONS = 'urn:nhs:names:services:gpconnect:fhir:rest:read:metadata-1';
const PROVIDER = 'http://provider.example.test:8443';

const endpointBundle = z.object({
  total: z.int(),
  entry: z.array(
    z.object({
      fullUrl: z.string(),
      resource: z.looseObject({
        resourceType: z.literal('Endpoint'),
        id: z.string().regex(UUID),
        address: z.string().optional(),
        identifier: z.array(z.object({ system: z.string(), value: z.string() })),
      }),
    }),
  ),
});

let live: RunningStub;
let sandbox: RunningStub;

beforeAll(async () => {
  [live, sandbox] = await Promise.all([
    runStub({ providerUrl: PROVIDER }),
    runStub({ providerUrl: PROVIDER, mode: 'sandbox' }),
  ]);
});
afterAll(() => Promise.all([live.close(), sandbox.close()]));

async function findEndpoints(search: string, stub = live) {
  const answer = await stub.ask(`/Endpoint${search}`);
  expect(answer.status).toBe(200);
  const { total, entry } = endpointBundle.parse(JSON.parse(answer.text));
  expect(total).toBe(entry.length);
  return entry.map(({ resource }) => resource);
}

const partyKeysOf = (endpoints: Awaited<ReturnType<typeof findEndpoints>>) =>
  endpoints.map(({ identifier }) => identifier.find(({ system }) => system === PARTY_KEY)?.value);

const organisation = (code: string) => ['organization', `${ORGANIZATION}|${code}`] as const;
const interaction = (id: string) => ['identifier', `${INTERACTION}|${id}`] as const;
const partyKey = (key: string) => ['identifier', `${PARTY_KEY}|${key}`] as const;

describe('GET /Endpoint', () => {
  test('answers with the whole message-handling record of the practice', async () => {
    const [endpoint] = await findEndpoints(searchFor('A12345'));
    expect(endpoint).toEqual({
      resourceType: 'Endpoint',
      id: endpoint?.id,
      status: 'active',
      connectionType: {
        system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type',
        code: 'hl7-fhir-msg',
        display: 'HL7 FHIR Messaging',
      },
      payloadType: [
        {
          coding: [
            { system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'any', display: 'Any' },
          ],
        },
      ],
      address: `${PROVIDER}/A12345/STU3/1/gpconnect/structured`,
      managingOrganization: { identifier: { system: ORGANIZATION, value: 'A12345' } },
      identifier: [
        { system: 'https://fhir.nhs.uk/Id/nhsMhsFQDN', value: 'provider.example.test' },
        { system: PARTY_KEY, value: 'A12345-0000001' },
        { system: 'https://fhir.nhs.uk/Id/nhsMhsCPAId', value: 'S123451A000001' },
        { system: 'https://fhir.nhs.uk/Id/nhsMHSId', value: 'S123451A000001' },
      ],
      extension: [
        {
          url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ReliabilityConfiguration',
          extension: [
            { url: 'nhsMHSSyncReplyMode', valueString: 'None' },
            { url: 'nhsMHSRetryInterval', valueString: 'PT1M' },
            { url: 'nhsMHSRetries', valueInteger: 2 },
            { url: 'nhsMHSPersistDuration', valueString: 'PT5M' },
            { url: 'nhsMHSDuplicateElimination', valueString: 'never' },
            { url: 'nhsMHSAckRequested', valueString: 'never' },
          ],
        },
        {
          url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
          valueReference: { identifier: { system: INTERACTION, value: STRUCTURED } },
        },
      ],
    });
  });

  test('has its elements in the service’s order', async () => {
    const { text } = await live.ask(`/Endpoint${searchFor('A12345')}`);
    expect(elementsOf(text)).toEqual([
      'resourceType',
      'id',
      'status',
      'connectionType',
      'payloadType',
      'address',
      'managingOrganization',
      'identifier',
      'extension',
    ]);
  });

  test('gives each capability its own service root', async () => {
    const [endpoint] = await findEndpoints(searchFor('A12345', FOUNDATIONS));
    expect(endpoint?.address).toBe(`${PROVIDER}/A12345/STU3/1/gpconnect`);
  });

  test('leaves the address out where the directory holds none, in the directory’s order', async () => {
    const endpoints = await findEndpoints(searchFor('T10004'));
    expect(partyKeysOf(endpoints)).toEqual(['T10004-0000002', 'T10004-0000001']);
    expect(endpoints.map((endpoint) => endpoint.address)).toEqual([
      undefined,
      `${PROVIDER}/T10004/STU3/1/gpconnect/structured`,
    ]);
  });

  test.each([
    [
      'organisation, interaction and party key',
      [organisation('T10004'), interaction(STRUCTURED), partyKey('T10004-0000001')],
      1,
    ],
    ['organisation and interaction', [organisation('T10004'), interaction(STRUCTURED)], 2],
    ['organisation and party key: one for each interaction', [organisation('A12345'), partyKey('A12345-0000001')], 25],
    ['interaction and party key', [interaction(STRUCTURED), partyKey('T10004-0000002')], 1],
  ])('searches by %s', async (_, pairs, found) => {
    expect(await findEndpoints(query(...pairs))).toHaveLength(found);
  });

  test.each([
    ['an organisation that is not in SDS', [organisation('T10001'), interaction(STRUCTURED)]],
    ['a practice without message-handling record', [organisation('T10003'), interaction(STRUCTURED)]],
    ['a consumer', [organisation('S55555'), interaction(STRUCTURED)]],
    ['an organisation in the wrong case', [organisation('t10004'), interaction(STRUCTURED)]],
    ['the beginning of an interaction', [organisation('A12345'), interaction('urn:nhs:names:services')]],
    ['a party key of another organisation', [organisation('A12345'), partyKey('T10004-0000001')]],
    ['a party key nobody has', [interaction(STRUCTURED), partyKey('X-1')]],
  ])('answers with an empty Bundle for %s', async (_, pairs) => {
    expect(await findEndpoints(query(...pairs))).toEqual([]);
  });

  test.each([
    ['with an organisation', [organisation('T10004'), partyKey('t10004-0000001')], 3],
    ['without an organisation', [interaction(STRUCTURED), partyKey('t10004-0000001')], 1],
  ])('takes a party key in any case live, and only as written in the sandbox, %s', async (_, pairs, found) => {
    expect(await findEndpoints(query(...pairs), live)).toHaveLength(found);
    expect(await findEndpoints(query(...pairs), sandbox)).toEqual([]);
  });
});
