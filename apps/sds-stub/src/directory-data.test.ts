import { afterEach, afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { INTERACTION, PARTY_KEY, query, runStub, searchFor, UUID, type RunningStub } from './testing/running-stub.ts';

const GP2GP = 'urn:nhs:names:services:gp2gp:COPC_IN000001UK01';
const EXPRESS = 'urn:nhs:names:services:ebs:PRSC_IN080000UK03';
const INTERMEDIARIES = [
  {
    id: 'r',
    nhsMhsSvcIA: 'urn:nhs:names:services:tms:ReliableIntermediary',
    nhsMHSEndPoint: ['https://reliable.example.test'],
  },
  {
    id: 'e',
    nhsMhsSvcIA: 'urn:nhs:names:services:tms:ExpressIntermediary',
    nhsMHSEndPoint: ['https://express.example.test'],
  },
].map((record) => ({ ...record, nhsIDCode: 'YES' }));

const moreThanOne = (attribute: string) => `LDAP returned more than 1 '${attribute}' attribute`;

let stub: RunningStub;

beforeAll(async () => {
  // In the sandbox a failure shows its reason.
  stub = await runStub({ mode: 'sandbox' });
});
afterEach(() => stub.send('/_stub/reset', { method: 'POST' }));
afterAll(() => stub.close());

async function add(collection: string, record: object): Promise<void> {
  const { status } = await stub.send(`/_stub/data/${collection}`, { method: 'POST', body: record });
  expect(status).toBe(201);
}

const bundle = z.object({ entry: z.array(z.object({ resource: z.looseObject({}) })) });

async function resources(path: string): Promise<unknown[]> {
  const { text } = await stub.ask(path);
  return bundle.parse(JSON.parse(text)).entry.map(({ resource }) => resource);
}

describe('an accredited-system record that a tester adds', () => {
  test('is found at once, after those that were there, and gone after a reset', async () => {
    const added = { id: 'new', nhsIDCode: 'A12345', nhsAsSvcIA: ['x'], uniqueIdentifier: ['111111111111'] };
    expect(await resources(`/Device${searchFor('A12345', 'x')}`)).toEqual([]);
    await add('accreditedSystems', added);
    expect(await resources(`/Device${searchFor('A12345', 'x')}`)).toHaveLength(1);
    await stub.send('/_stub/reset', { method: 'POST' });
    expect(await resources(`/Device${searchFor('A12345', 'x')}`)).toEqual([]);
  });

  test('answers without the elements that it has no values for', async () => {
    await add('accreditedSystems', {
      id: 'bare',
      nhsIDCode: 'BARE',
      nhsAsSvcIA: ['x'],
      nhsMhsPartyKey: '',
      nhsMhsManufacturerOrg: null,
      nhsAsClient: [],
      uniqueIdentifier: [''],
    });
    expect(await resources(`/Device${searchFor('BARE', 'x')}`)).toEqual([
      {
        resourceType: 'Device',
        id: expect.stringMatching(UUID),
        extension: [
          {
            url: 'https://fhir.nhs.uk/StructureDefinition/Extension-SDS-NhsServiceInteractionId',
            valueReference: { identifier: { system: INTERACTION, value: 'x' } },
          },
        ],
      },
    ]);
  });
});

describe('a message-handling record that a tester adds', () => {
  const record = { id: 'new', nhsIDCode: 'NEW', nhsMhsSvcIA: 'x', nhsMHSPartyKey: 'NEW-1' };

  test('answers with one Endpoint for each address', async () => {
    await add('messageHandlingSystems', {
      ...record,
      nhsMHSEndPoint: ['https://a.example.test', 'https://b.example.test'],
    });
    expect(await resources(`/Endpoint${searchFor('NEW', 'x')}`)).toMatchObject([
      { address: 'https://a.example.test' },
      { address: 'https://b.example.test' },
    ]);
  });

  test('answers without reliability block, address and other elements that it has no values for', async () => {
    await add('messageHandlingSystems', record);
    const [endpoint] = z.array(z.looseObject({})).parse(await resources(`/Endpoint${searchFor('NEW', 'x')}`));
    expect(endpoint).toMatchObject({ identifier: [{ system: PARTY_KEY, value: 'NEW-1' }] });
    expect(endpoint?.extension).toHaveLength(1);
    expect(endpoint).not.toHaveProperty('address');
  });

  test('passes a blank address on', async () => {
    await add('messageHandlingSystems', { ...record, nhsMHSEndPoint: [' '] });
    expect(await resources(`/Endpoint${searchFor('NEW', 'x')}`)).toMatchObject([{ address: ' ' }]);
  });

  test('shows the actor last, and retries given as text as a number', async () => {
    await add('messageHandlingSystems', { ...record, nhsMHSRetries: '3', nhsMHSActor: ['an-actor'] });
    expect(await resources(`/Endpoint${searchFor('NEW', 'x')}`)).toMatchObject([
      {
        extension: [
          {
            extension: [
              { url: 'nhsMHSRetries', valueInteger: 3 },
              { url: 'nhsMHSActor', valueString: 'an-actor' },
            ],
          },
          {},
        ],
      },
    ]);
  });

  test('follows a change to the store, by organisation and by party key', async () => {
    await add('messageHandlingSystems', record);
    await resources(`/Endpoint${searchFor('NEW', 'x')}`);
    await stub.send('/_stub/data/messageHandlingSystems/new', {
      method: 'PATCH',
      body: { nhsMHSEndPoint: ['https://moved.example.test'] },
    });
    expect(await resources(`/Endpoint${searchFor('NEW', 'x')}`)).toMatchObject([
      { address: 'https://moved.example.test' },
    ]);
    expect(
      await resources(`/Endpoint${query(['identifier', `${INTERACTION}|x`], ['identifier', `${PARTY_KEY}|NEW-1`])}`),
    ).toMatchObject([{ address: 'https://moved.example.test' }]);
  });
});

describe('a record that cannot be', () => {
  const [systems, handlers] = ['accreditedSystems', 'messageHandlingSystems'];

  test.each([
    { collection: systems, record: { nhsAsSvcIA: ['x'], nhsAsClient: ['A', 'B'] }, reason: moreThanOne('nhsAsClient') },
    {
      collection: handlers,
      record: { nhsMhsSvcIA: 'x', uniqueIdentifier: ['1', '2'] },
      reason: moreThanOne('uniqueIdentifier'),
    },
    { collection: handlers, record: { nhsMhsSvcIA: 'x', nhsMHSActor: ['1', '2'] }, reason: moreThanOne('nhsMHSActor') },
  ])('fails the search that meets it, and no other: $reason', async ({ collection, record, reason }) => {
    const path = collection === systems ? '/Device' : '/Endpoint';
    await add(collection, { id: 'broken', nhsIDCode: 'BROKEN', ...record });
    const { status, text } = await stub.ask(path + searchFor('BROKEN', 'x'));
    expect(status).toBe(500);
    expect(text).toContain(`"diagnostics": "${reason}`);
    expect((await stub.ask(path + searchFor('A12345'))).status).toBe(200);
  });
});

describe('a record of the wrong shape', () => {
  test.each([
    { collection: 'accreditedSystems', record: { nhsAsSvcIA: 'x' }, fault: 'nhsAsSvcIA' },
    { collection: 'accreditedSystems', record: { nhsMHSPartyKey: 'X-1' }, fault: 'nhsMHSPartyKey' },
    { collection: 'messageHandlingSystems', record: { nhsMhsSvcIA: ['x'] }, fault: 'nhsMhsSvcIA' },
    {
      collection: 'messageHandlingSystems',
      record: { nhsMhsSvcIA: 'x', nhsMHSRetries: 'two' },
      fault: 'nhsMHSRetries',
    },
  ])('is not let in: $record', async ({ collection, record, fault }) => {
    const body = { id: 'wrong', nhsIDCode: 'WRONG', ...record };
    const { status, text } = await stub.send(`/_stub/data/${collection}`, { method: 'POST', body });
    expect(status).toBe(400);
    expect(text).toContain(fault);
  });
});

test('a query that is not UTF-8 fails with 500', async () => {
  const { status, text } = await stub.ask(`/Device${searchFor('%FF')}`);
  expect(status).toBe(500);
  expect(text).toContain('"code": "exception"');
});

describe('a message that travels through the intermediary', () => {
  const sender = { id: 'gp', nhsIDCode: 'GP', nhsMHSEndPoint: ['https://own.example.test'] };

  test.each([
    [GP2GP, 'https://reliable.example.test'],
    [EXPRESS, 'https://express.example.test'],
    ['urn:nhs:names:services:psis:COPC_IN000001UK01', 'https://own.example.test'],
    ['urn:nhs:names:services:gp2gp:SOMETHING_ELSE', 'https://own.example.test'],
  ])('%s has the address %s', async (interaction, address) => {
    for (const intermediary of INTERMEDIARIES) await add('messageHandlingSystems', intermediary);
    await add('messageHandlingSystems', { ...sender, nhsMhsSvcIA: interaction });
    expect(await resources(`/Endpoint${searchFor('GP', interaction)}`)).toMatchObject([{ address }]);
  });

  test.each([
    ['none', []],
    ['one without address', [{ ...INTERMEDIARIES[0], nhsMHSEndPoint: [] }]],
    ['two', [INTERMEDIARIES[0], { ...INTERMEDIARIES[0], id: 'r2' }]],
  ])('fails with 500 when the directory holds %s', async (_, intermediaries) => {
    for (const intermediary of intermediaries) await add('messageHandlingSystems', { ...intermediary });
    await add('messageHandlingSystems', { ...sender, nhsMhsSvcIA: GP2GP });
    expect((await stub.ask(`/Endpoint${searchFor('GP', GP2GP)}`)).status).toBe(500);
  });
});
