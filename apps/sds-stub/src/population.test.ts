import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPopulation } from '@cdg/test-data';
import { z } from 'zod';
import { ASID, runStub, searchFor, type RunningStub } from './testing/running-stub.ts';

const PLAN = { seed: 5, patients: 1, practices: 200, consumers: 10, today: '2026-03-01' };
const { practices, consumers } = createPopulation(PLAN);
const bundle = z.looseObject({
  entry: z.array(
    z.looseObject({
      resource: z.looseObject({
        address: z.string().optional(),
        identifier: z.array(z.looseObject({ system: z.string(), value: z.string() })),
      }),
    }),
  ),
});

let stub: RunningStub;
beforeAll(async () => {
  stub = await runStub({ population: PLAN, providerUrl: 'http://127.0.0.1:9303' });
});
afterAll(async () => {
  await stub.close();
});

const found = async (path: string) =>
  bundle.parse(JSON.parse((await stub.ask(path)).text)).entry.map(({ resource }) => resource);
const asidsOf = async (odsCode: string) =>
  (await found(`/Device${searchFor(odsCode)}`)).map(
    ({ identifier }) => identifier.find(({ system }) => system === ASID)?.value,
  );

describe('an SDS stub with a population', () => {
  test.each([practices[0], practices[199]])('knows the ASID and the address of a practice', async (practice) => {
    const { odsCode = '', asid } = practice ?? {};
    expect(await asidsOf(odsCode)).toEqual([asid]);
    expect((await found(`/Endpoint${searchFor(odsCode)}`)).map(({ address }) => address)).toEqual([
      `http://127.0.0.1:9303/${odsCode}/STU3/1/gpconnect/structured`,
    ]);
  });

  test('knows the ASID of a consumer, and no address', async () => {
    const { odsCode = '', asid } = consumers[9] ?? {};
    expect(await asidsOf(odsCode)).toEqual([asid]);
    expect(await found(`/Endpoint${searchFor(odsCode)}`)).toEqual([]);
  });

  test('still knows the places that always exist', async () => {
    expect(await asidsOf('A12345')).toEqual(['918999198738']);
    expect(await asidsOf('S55555')).toEqual(['200000000359']);
  });
});
