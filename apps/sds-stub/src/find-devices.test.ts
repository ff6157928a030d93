import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import {
  elementsOf,
  ASID,
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

const deviceBundle = z.strictObject({
  resourceType: z.literal('Bundle'),
  id: z.string().regex(UUID),
  type: z.literal('searchset'),
  total: z.int(),
  link: z.tuple([z.strictObject({ relation: z.literal('self'), url: z.string() })]),
  entry: z.array(
    z.strictObject({
      fullUrl: z.string(),
      resource: z.strictObject({
        resourceType: z.literal('Device'),
        id: z.string().regex(UUID),
        identifier: z.array(z.strictObject({ system: z.string(), value: z.string() })).optional(),
        extension: z
          .array(
            z.strictObject({
              url: z.string(),
              valueReference: z.strictObject({
                identifier: z.strictObject({ system: z.string(), value: z.string() }),
              }),
            }),
          )
          .optional(),
        owner: z.unknown(),
      }),
      search: z.strictObject({ mode: z.literal('match') }),
    }),
  ),
});

let live: RunningStub;
let sandbox: RunningStub;

beforeAll(async () => {
  [live, sandbox] = await Promise.all([runStub(), runStub({ mode: 'sandbox' })]);
});
afterAll(() => Promise.all([live.close(), sandbox.close()]));

async function findDevices(search: string, stub = live) {
  const answer = await stub.ask(`/Device${search}`);
  expect(answer.status).toBe(200);
  return deviceBundle.parse(JSON.parse(answer.text));
}

const asidsOf = async (search: string, stub = live) =>
  (await findDevices(search, stub)).entry.map(
    ({ resource }) => resource.identifier?.find(({ system }) => system === ASID)?.value,
  );

const structuredAt = (organisation: string, ...more: readonly (readonly [string, string])[]) =>
  query(['organization', `${ORGANIZATION}|${organisation}`], ['identifier', `${INTERACTION}|${STRUCTURED}`], ...more);

describe('GET /Device', () => {
  test('answers with the ASID, then the party key, of the practice’s system, and its owner', async () => {
    const { total, entry } = await findDevices(searchFor('A12345'));
    expect(total).toBe(1);
    expect(entry[0]?.resource.identifier).toEqual([
      { system: ASID, value: '918999198738' },
      { system: PARTY_KEY, value: 'A12345-0000001' },
    ]);
    expect(entry[0]?.resource.owner).toEqual({ identifier: { system: ORGANIZATION, value: 'A12345' } });
  });

  test('has its elements in the service’s order', async () => {
    const { text } = await live.ask(`/Device${searchFor('A12345')}`);
    expect(elementsOf(text)).toEqual(['resourceType', 'id', 'identifier', 'extension', 'owner']);
  });

  test('names the manufacturer first, then every interaction of the system', async () => {
    const { entry } = await findDevices(searchFor('A12345'));
    const extensions = entry[0]?.resource.extension ?? [];
    expect(extensions[0]).toEqual({
      url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-ManufacturingOrganisation',
      valueReference: { identifier: { system: ORGANIZATION, value: 'T90001' } },
    });
    expect(extensions[1]).toEqual({
      url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
      valueReference: { identifier: { system: INTERACTION, value: STRUCTURED } },
    });
    expect(extensions).toHaveLength(26);
  });

  test('leaves the ASID out where the directory holds a blank one', async () => {
    const { entry } = await findDevices(searchFor('T10002'));
    expect(entry.map(({ resource }) => resource.identifier)).toEqual([
      [{ system: PARTY_KEY, value: 'T10002-0000001' }],
    ]);
  });

  test('answers with every system of a practice in the directory’s order', async () => {
    expect(await asidsOf(searchFor('T10004'))).toEqual(['918999198742', '918999198741', '918999198740']);
  });

  test.each([
    ['S55555', '200000000359'],
    ['CONSUMER', '200000000360'],
    ['T10003', '918999198739'],
  ])('knows the system of %s', async (organisation, asid) => {
    expect(await asidsOf(searchFor(organisation))).toEqual([asid]);
  });

  test.each([
    ['an organisation that is not in SDS', searchFor('T10001')],
    ['an organisation in the wrong case', searchFor('a12345')],
    ['an interaction nobody has', searchFor('A12345', 'urn:nhs:names:services:gpconnect:unheard-of')],
    ['an interaction in the wrong case', searchFor('A12345', STRUCTURED.toUpperCase())],
    ['the beginning of an interaction', searchFor('A12345', 'urn:nhs:names:services')],
    ['two values joined by a comma', searchFor('A12345,S55555')],
    ['a wildcard', searchFor('*')],
    ['parentheses', searchFor('A12345)(x=*')],
    ['a value that holds a further bar', searchFor('A12345|B')],
    ['a space between the bar and the value', searchFor('%20A12345')],
    ['a party key of another system', structuredAt('A12345', ['identifier', `${PARTY_KEY}|A12345-0000002`])],
    ['another manufacturer', structuredAt('A12345', ['manufacturing-organization', `${ORGANIZATION}|T90002`])],
  ])('answers with an empty Bundle for %s', async (_, search) => {
    expect(await findDevices(search)).toMatchObject({ total: 0, entry: [] });
  });

  test('finds one of several systems by its party key', async () => {
    expect(await asidsOf(structuredAt('T10004', ['identifier', `${PARTY_KEY}|T10004-0000001`]))).toEqual([
      '918999198740',
    ]);
  });

  test('finds one of several systems by its manufacturer', async () => {
    const search = structuredAt('T10004', ['manufacturing-organization', `${ORGANIZATION}|T90002`]);
    expect(await asidsOf(search)).toEqual(['918999198742']);
  });

  test.each([
    ['party key', 'S55555', ['identifier', `${PARTY_KEY}|s55555-0000001`] as const],
    ['manufacturer', 'S55555', ['manufacturing-organization', `${ORGANIZATION}|t90002`] as const],
  ])('takes a %s in any case live, and only as written in the sandbox', async (_, organisation, filter) => {
    expect(await asidsOf(structuredAt(organisation, filter), live)).toHaveLength(1);
    expect(await asidsOf(structuredAt(organisation, filter), sandbox)).toHaveLength(0);
  });

  test.each([
    ['a trailing space', searchFor('A12345', `${STRUCTURED}%20`)],
    ['a trailing plus sign, which is a space', searchFor('A12345', `${STRUCTURED}+`)],
    ['an encoded bar', searchFor('A12345').replaceAll('|', '%7C')],
    ['everything encoded', searchFor('A12345').replaceAll(/[:/|]/g, encodeURIComponent)],
    ['a blank party key', structuredAt('A12345', ['identifier', `${PARTY_KEY}|`])],
    ['a party key of spaces', structuredAt('A12345', ['identifier', `${PARTY_KEY}|%20`])],
    ['a blank manufacturer', structuredAt('A12345', ['manufacturing-organization', `${ORGANIZATION}|`])],
    ['a first organisation that is not the last', structuredAt('T10001', ['organization', `${ORGANIZATION}|A12345`])],
    ['a last organisation that is blank', structuredAt('A12345', ['organization', `${ORGANIZATION}|`])],
    ['a last interaction that counts', `${searchFor('A12345', 'other')}&identifier=${INTERACTION}|${STRUCTURED}`],
    ['an empty pair', `${searchFor('A12345')}&&`],
  ])('finds the system in spite of %s', async (_, search) => {
    expect(await asidsOf(search)).toEqual(['918999198738']);
  });
});
