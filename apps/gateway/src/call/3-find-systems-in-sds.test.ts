import { describe, expect, test } from '@jest/globals';
import { INTERACTIONS } from '@cdg/gp-connect';
import { startDeadline, UpstreamError } from '@cdg/http-client';
import type { Device, DirectoryQuery, Endpoint } from '@cdg/sds-client';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import type { ConsumerRequest } from './1-validate-request.ts';
import { findConsumerAsid, findProviderSystem } from './3-find-systems-in-sds.ts';

const request: ConsumerRequest = {
  interaction: INTERACTIONS.getStructuredRecord,
  nhsNumber: SCENARIO_PATIENTS.fullRecord,
  body: Buffer.from('{}'),
  traceId: '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
  requestId: '5f6e0c1a-7b1f-4c7e-8a57-2d1f6a1b9c3d',
  correlationId: '9d1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
  consumerOds: 'S55555',
  acceptsGzip: false,
};

const device = (asid: string | undefined, partyKey: string | undefined = 'A12345-0000001'): Device => ({
  asid,
  partyKey,
});
const endpoint = (address: string | undefined, partyKey: string | undefined = 'A12345-0000001'): Endpoint => ({
  address,
  partyKey,
});
const ADDRESS = 'https://gp.example.test/A12345/STU3/1';
const OTHER_ADDRESS = 'https://gp.example.test/other';

type Found<Entry> = readonly Entry[] | Error;

/** An SDS that knows these entries, and takes note of what it is asked. */
function sdsWith({ devices = [], endpoints = [] }: { devices?: Found<Device>; endpoints?: Found<Endpoint> }) {
  const asked: (DirectoryQuery & { what: string })[] = [];
  const answer = <Entry>(what: string, found: Found<Entry>) => {
    return (query: DirectoryQuery): Promise<readonly Entry[]> => {
      asked.push({ what, ...query });
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    };
  };
  return { asked, findDevices: answer('Device', devices), findEndpoints: answer('Endpoint', endpoints) };
}

async function within<T>(work: (context: { deadline: ReturnType<typeof startDeadline> }) => Promise<T>): Promise<T> {
  const deadline = startDeadline(1_000);
  try {
    return await work({ deadline });
  } finally {
    deadline.lift();
  }
}

const provider = (found: Parameters<typeof sdsWith>[0]) =>
  within((context) => findProviderSystem(sdsWith(found), { request, odsCode: 'A12345' }, context));
const consumer = (devices: Found<Device>) =>
  within((context) => findConsumerAsid(sdsWith({ devices }), request, context));

describe("the practice's system", () => {
  test('is asked for by organisation and interaction, Endpoint and Device', async () => {
    const sds = sdsWith({ endpoints: [endpoint(ADDRESS)], devices: [device('1')] });
    await within((context) => findProviderSystem(sds, { request, odsCode: 'A12345' }, context));
    const { interaction, correlationId } = request;
    const query = { odsCode: 'A12345', interactionId: interaction.id, correlationId, fresh: false };
    expect(sds.asked).toEqual(
      expect.arrayContaining([
        { what: 'Device', ...query },
        { what: 'Endpoint', ...query },
      ]),
    );
    expect(sds.asked).toHaveLength(2);
  });

  const pair = { asid: '1', address: ADDRESS };

  test.each([
    ['the only pair there is', [endpoint(ADDRESS)], [device('1')]],
    ['the pair whose party keys differ in case', [endpoint(ADDRESS, 'a12345-k')], [device('1', 'A12345-K')]],
    [
      'the pair, whatever order it stands in',
      [endpoint(OTHER_ADDRESS, 'B'), endpoint(ADDRESS, 'A')],
      [device('3', 'C'), device('1', 'A')],
    ],
    [
      'the complete pair beside an Endpoint without an address',
      [endpoint(undefined, 'B'), endpoint(ADDRESS, 'A')],
      [device('2', 'B'), device('1', 'A')],
    ],
    [
      'the complete pair beside a Device without an ASID',
      [endpoint(OTHER_ADDRESS, 'B'), endpoint(ADDRESS, 'A')],
      [device(undefined, 'B'), device('1', 'A')],
    ],
    ['one pair that is there twice', [endpoint(ADDRESS), endpoint(ADDRESS)], [device('1'), device('1')]],
    [
      'the pair beside entries without a party key',
      [endpoint(ADDRESS), { ...endpoint(OTHER_ADDRESS), partyKey: undefined }],
      [device('1'), { ...device('2'), partyKey: undefined }],
    ],
  ])('is %s', async (_, endpoints, devices) => {
    await expect(provider({ endpoints, devices })).resolves.toEqual(pair);
  });

  test.each([
    ['two addresses', [endpoint(ADDRESS), endpoint(OTHER_ADDRESS)], [device('1')]],
    ['two ASIDs', [endpoint(ADDRESS)], [device('1'), device('2')]],
    ['two systems', [endpoint(ADDRESS, 'A'), endpoint(OTHER_ADDRESS, 'B')], [device('1', 'A'), device('2', 'B')]],
    [
      'two systems at one address',
      [endpoint(ADDRESS, 'A'), endpoint(ADDRESS, 'B')],
      [device('1', 'A'), device('2', 'B')],
    ],
  ])('is not chosen among %s', async (_, endpoints, devices) => {
    await expect(provider({ endpoints, devices })).rejects.toMatchObject({
      kind: 'upstreamFailed',
      diagnostics: 'SDS result for provider ODS code A12345 is ambiguous',
    });
  });

  const UNKNOWN = 'No SDS org found for provider ODS code A12345';
  const WITHOUT_ASID = 'SDS result for provider ODS code A12345 did not contain a current ASID';
  const WITHOUT_ENDPOINT = 'SDS result for provider ODS code A12345 did not contain a current endpoint';
  const keyless = { address: ADDRESS, asid: '1', partyKey: undefined };

  test.each([
    ['neither Endpoint nor Device', [], [], UNKNOWN],
    ['no Device', [endpoint(ADDRESS)], [], WITHOUT_ASID],
    ['a Device without an ASID', [endpoint(ADDRESS)], [device(undefined)], WITHOUT_ASID],
    ['a Device of another party key only', [endpoint(ADDRESS, 'A')], [device('1', 'B')], WITHOUT_ASID],
    ['no party keys', [keyless], [keyless], WITHOUT_ASID],
    ['no Endpoint, and a Device without an ASID', [], [device(undefined)], WITHOUT_ASID],
    ['an Endpoint without an address, and no Device', [endpoint(undefined)], [], WITHOUT_ASID],
    ['no Endpoint', [], [device('1')], WITHOUT_ENDPOINT],
    ['an Endpoint without an address', [endpoint(undefined)], [device('1')], WITHOUT_ENDPOINT],
    [
      'an address of one system and an ASID of the other',
      [endpoint(ADDRESS, 'A'), endpoint(undefined, 'B')],
      [device(undefined, 'A'), device('1', 'B')],
      WITHOUT_ASID,
    ],
  ])('is not there with %s', async (...[, endpoints, devices, diagnostics]) => {
    await expect(provider({ endpoints, devices })).rejects.toMatchObject({ kind: 'organisationNotFound', diagnostics });
  });

  test("is not known when SDS fails; the Endpoint's error comes first", async () => {
    const [one, other] = [new UpstreamError('SDS', { kind: 'timeout' }), new UpstreamError('SDS', { kind: 'network' })];
    await expect(provider({ endpoints: one, devices: other })).rejects.toBe(one);
    await expect(provider({ endpoints: [endpoint(ADDRESS)], devices: other })).rejects.toBe(other);
    await expect(provider({ endpoints: one, devices: [device('1')] })).rejects.toBe(one);
  });
});

describe("the consumer's ASID", () => {
  test('is asked for by organisation and interaction', async () => {
    const sds = sdsWith({ devices: [device('1')] });
    await within((context) => findConsumerAsid(sds, request, context));
    const { interaction, correlationId } = request;
    expect(sds.asked).toEqual([{ what: 'Device', odsCode: 'S55555', interactionId: interaction.id, correlationId }]);
  });

  test.each([
    ['the only one', [device('1')]],
    ['the one of two equal', [device('1', 'A'), device('1', 'B')]],
    ['the one beside Devices without one', [device(undefined), device('1')]],
    ['one without a party key', [{ asid: '1', partyKey: undefined }]],
  ])('is %s', async (_, devices) => {
    await expect(consumer(devices)).resolves.toBe('1');
  });

  test.each([
    ['no Device', [], 'organisationNotFound', 'No SDS org found for consumer ODS code S55555'],
    [
      'a Device without an ASID',
      [device(undefined)],
      'organisationNotFound',
      'SDS result for consumer ODS code S55555 did not contain a current ASID',
    ],
    [
      'two different ASIDs',
      [device('1'), device('2')],
      'upstreamFailed',
      'SDS result for consumer ODS code S55555 is ambiguous',
    ],
  ])('is not known with %s', async (...[, devices, kind, diagnostics]) => {
    await expect(consumer(devices)).rejects.toMatchObject({ kind, diagnostics });
  });

  test('is not known when SDS fails', async () => {
    const failure = new UpstreamError('SDS', { kind: 'timeout' });
    await expect(consumer(failure)).rejects.toBe(failure);
  });
});
