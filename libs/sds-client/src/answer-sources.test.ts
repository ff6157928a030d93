import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { startDeadline, UpstreamError, type Deadline } from '@cdg/http-client';
import { withCache, type Device, type SdsCacheOptions, type SdsClient, type SharedAnswers } from './index.ts';

const QUERY = { odsCode: 'A12345', interactionId: 'urn:one', correlationId: 'c-1' };
const FOUND: readonly Device[] = [{ asid: '918999198738', partyKey: 'A12345-0000001' }];
const TTL_MS = 1_000;

const findDevices = jest.fn<SdsClient['findDevices']>();
const findEndpoints = jest.fn<SdsClient['findEndpoints']>();

let deadline: Deadline;
let time: number;
let sources: string[];

beforeEach(() => {
  deadline = startDeadline(5_000);
  time = 0;
  sources = [];
  findDevices.mockReset().mockResolvedValue(FOUND);
});
afterEach(() => {
  deadline.lift();
});

function cached(options: Partial<SdsCacheOptions> = {}) {
  const sds = withCache(
    { findDevices, findEndpoints },
    {
      ...{
        ttlMs: TTL_MS,
        negativeTtlMs: 0,
        staleIfErrorMs: 10_000,
        flightTimeoutMs: 5_000,
        clock: { now: () => time },
      },
      onLookUp: (path, source) => sources.push(`${path} ${source}`),
      ...options,
    },
  );
  return (fresh = false) => sds.findDevices({ ...QUERY, fresh }, { deadline });
}

test('an answer comes from SDS first, and then from memory, unless it is to be fresh', async () => {
  const find = cached();
  await find();
  await find();
  await find(true);

  expect(sources).toEqual(['Device upstream', 'Device memory', 'Device upstream']);
});

test('with the cache off, every answer comes from SDS', async () => {
  const find = cached({ ttlMs: 0 });
  await find();
  await find();

  expect(sources).toEqual(['Device upstream', 'Device upstream']);
});

test('who waits for the look-up of another has joined it', async () => {
  const find = cached();
  await Promise.all([find(), find()]);

  expect(sources.sort()).toEqual(['Device joined', 'Device upstream']);
});

test('an answer that another instance has found comes from the shared memory', async () => {
  const text = JSON.stringify({ entries: FOUND, staleMs: 0 });
  const shared: SharedAnswers = {
    get: () => Promise.resolve({ text, remainingMs: 500 }),
    set: () => Promise.resolve(),
    remove: () => Promise.resolve(),
  };
  await cached({ shared })();

  expect(sources).toEqual(['Device shared']);
});

test('while SDS fails, an older answer stands in; without one, the look-up has failed', async () => {
  const find = cached();
  await find();
  time += TTL_MS + 1;
  findDevices.mockRejectedValue(new UpstreamError('SDS', { kind: 'status', status: 503 }));
  await find();
  await find();
  await expect(find(true)).rejects.toThrow('503');
  await expect(find()).rejects.toThrow('503');

  expect(sources).toEqual(['upstream', 'stale', 'stale', 'failed', 'failed'].map((source) => `Device ${source}`));
});
