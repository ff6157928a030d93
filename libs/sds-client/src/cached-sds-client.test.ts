import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CancelledError, startDeadline, UpstreamError, type CallContext, type Deadline } from '@cdg/http-client';
import { withCache, type Device, type DirectoryQuery, type Endpoint, type SdsCacheOptions } from './index.ts';

const QUERY: DirectoryQuery = { odsCode: 'A12345', interactionId: 'urn:one', correlationId: 'c-1' };
const FOUND: readonly Device[] = [{ asid: '918999198738', partyKey: 'A12345-0000001' }];
const TTL_MS = 300_000;
const NEGATIVE_TTL_MS = 5_000;

let deadline: Deadline;
let clock: { time: number; now: () => number };
const findDevices = jest.fn<(query: DirectoryQuery, context: CallContext) => Promise<readonly Device[]>>();
const findEndpoints = jest.fn<(query: DirectoryQuery, context: CallContext) => Promise<readonly Endpoint[]>>();

beforeEach(() => {
  deadline = startDeadline(5_000);
  clock = { time: 1_000, now: () => clock.time };
  findDevices.mockReset().mockResolvedValue(FOUND);
  findEndpoints.mockReset().mockResolvedValue([]);
});

afterEach(() => {
  deadline.lift();
});

const cached = (options: Partial<SdsCacheOptions> = {}) =>
  withCache(
    { findDevices, findEndpoints },
    { ttlMs: TTL_MS, negativeTtlMs: NEGATIVE_TTL_MS, flightTimeoutMs: 5_000, clock, ...options },
  );

describe('an answer with entries', () => {
  test('is used again until its time is over', async () => {
    const sds = cached();
    await sds.findDevices(QUERY, { deadline });
    clock.time += TTL_MS;

    expect(await sds.findDevices({ ...QUERY, correlationId: 'c-2' }, { deadline })).toEqual(FOUND);
    expect(findDevices).toHaveBeenCalledTimes(1);

    clock.time += 1;
    await sds.findDevices(QUERY, { deadline });
    expect(findDevices).toHaveBeenCalledTimes(2);
  });

  test.each([
    ['organisation', { ...QUERY, odsCode: 'S55555' }],
    ['interaction', { ...QUERY, interactionId: 'urn:two' }],
  ])('is not used for another %s', async (_, other) => {
    const sds = cached();
    await sds.findDevices(QUERY, { deadline });

    await sds.findDevices(other, { deadline });

    expect(findDevices).toHaveBeenCalledTimes(2);
  });

  test('is not used for the other kind of look-up', async () => {
    const sds = cached();
    await sds.findDevices(QUERY, { deadline });

    expect(await sds.findEndpoints(QUERY, { deadline })).toEqual([]);
  });

  test('is used by the system clock when none is given', async () => {
    const sds = withCache(
      { findDevices, findEndpoints },
      { ttlMs: TTL_MS, negativeTtlMs: NEGATIVE_TTL_MS, flightTimeoutMs: 5_000 },
    );
    await sds.findDevices(QUERY, { deadline });
    await sds.findDevices(QUERY, { deadline });

    expect(findDevices).toHaveBeenCalledTimes(1);
  });
});

describe('an empty answer', () => {
  test('is used again for its own, shorter time', async () => {
    const sds = cached();
    await sds.findEndpoints(QUERY, { deadline });
    clock.time += NEGATIVE_TTL_MS;
    await sds.findEndpoints(QUERY, { deadline });
    expect(findEndpoints).toHaveBeenCalledTimes(1);

    clock.time += 1;
    await sds.findEndpoints(QUERY, { deadline });
    expect(findEndpoints).toHaveBeenCalledTimes(2);
  });

  test('is never kept longer than one with entries', async () => {
    const sds = cached({ ttlMs: 100 });
    await sds.findEndpoints(QUERY, { deadline });
    clock.time += 101;

    await sds.findEndpoints(QUERY, { deadline });

    expect(findEndpoints).toHaveBeenCalledTimes(2);
  });

  test('is asked anew each time when its time is 0', async () => {
    const sds = cached({ negativeTtlMs: 0 });
    await sds.findEndpoints(QUERY, { deadline });
    await sds.findEndpoints(QUERY, { deadline });

    expect(findEndpoints).toHaveBeenCalledTimes(2);
  });
});

describe('with the cache off', () => {
  test('every look-up asks SDS', async () => {
    const sds = cached({ ttlMs: 0 });
    await sds.findDevices(QUERY, { deadline });
    await sds.findDevices(QUERY, { deadline });
    await sds.findEndpoints(QUERY, { deadline });
    await sds.findEndpoints(QUERY, { deadline });

    expect(findDevices).toHaveBeenCalledTimes(2);
    expect(findEndpoints).toHaveBeenCalledTimes(2);
  });

  test('equal look-ups in flight are one call all the same', async () => {
    const sds = cached({ ttlMs: 0 });

    await Promise.all([sds.findDevices(QUERY, { deadline }), sds.findDevices(QUERY, { deadline })]);

    expect(findDevices).toHaveBeenCalledTimes(1);
  });
});

describe('a fresh look-up', () => {
  test('goes past the answer that is known, and its own takes that place', async () => {
    const sds = cached();
    await sds.findDevices(QUERY, { deadline });
    findDevices.mockResolvedValue([{ asid: 'new', partyKey: undefined }]);

    const fresh = await sds.findDevices({ ...QUERY, fresh: true }, { deadline });

    expect(fresh).toMatchObject([{ asid: 'new' }]);
    expect(await sds.findDevices(QUERY, { deadline })).toEqual(fresh);
    expect(findDevices).toHaveBeenCalledTimes(2);
    expect(findDevices.mock.calls[1]?.[0]).toMatchObject({ fresh: true });
  });

  test('that finds nothing removes the answer that is known', async () => {
    const sds = cached({ negativeTtlMs: 0 });
    await sds.findDevices(QUERY, { deadline });
    findDevices.mockResolvedValue([]);

    await sds.findDevices({ ...QUERY, fresh: true }, { deadline });

    expect(await sds.findDevices(QUERY, { deadline })).toEqual([]);
  });

  test('does not join a look-up that may be answered from a cache', async () => {
    const sds = cached();

    await Promise.all([sds.findDevices(QUERY, { deadline }), sds.findDevices({ ...QUERY, fresh: true }, { deadline })]);

    expect(findDevices).toHaveBeenCalledTimes(2);
  });
});

describe('a look-up that is shared', () => {
  test('is not remembered when it fails', async () => {
    const sds = cached();
    findDevices.mockRejectedValueOnce(new UpstreamError('SDS', { kind: 'status', status: 500 }));
    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 500 });

    expect(await sds.findDevices(QUERY, { deadline })).toEqual(FOUND);
  });

  test('has a time limit of its own, longer or shorter than those of its waiters', async () => {
    const sds = cached({ flightTimeoutMs: 20 });
    findDevices.mockImplementation(async (_, { deadline: { signal } }) => {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
      throw new UpstreamError('SDS', { kind: 'timeout' });
    });

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ upstream: 'SDS', kind: 'timeout' });
    expect(deadline.signal.aborted).toBe(false);
  });

  test('has no more time for waits than the request that started it', async () => {
    deadline.lift();
    deadline = startDeadline(1_000);

    await cached({ flightTimeoutMs: 5_000 }).findDevices(QUERY, { deadline });

    expect(findDevices.mock.calls[0]?.[1].deadline.remainingMs()).toBeLessThanOrEqual(1_000);
  });

  test('goes on for the others when one waiter has no more time or goes away, and its answer is kept', async () => {
    const sds = cached();
    const { promise, resolve } = Promise.withResolvers<readonly Device[]>();
    findDevices.mockReturnValue(promise);
    const [hasty, leaving] = [startDeadline(20), startDeadline(5_000)];
    const late = sds.findDevices(QUERY, { deadline: hasty });
    const gone = sds.findDevices(QUERY, { deadline: leaving });
    const patient = sds.findDevices(QUERY, { deadline });

    leaving.cancel();

    await expect(gone).rejects.toBeInstanceOf(CancelledError);
    await expect(late).rejects.toMatchObject({ upstream: 'SDS', kind: 'timeout' });
    resolve(FOUND);
    expect(await patient).toEqual(FOUND);
    expect(await sds.findDevices(QUERY, { deadline })).toEqual(FOUND);
    expect(findDevices).toHaveBeenCalledTimes(1);
  });
});
