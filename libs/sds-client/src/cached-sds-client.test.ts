import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CancelledError, startDeadline, UpstreamError, type CallContext, type Deadline } from '@cdg/http-client';
import {
  withCache,
  type Device,
  type DirectoryQuery,
  type Endpoint,
  type SdsCacheOptions,
  type SharedAnswers,
} from './index.ts';

const QUERY: DirectoryQuery = { odsCode: 'A12345', interactionId: 'urn:one', correlationId: 'c-1' };
const FOUND: readonly Device[] = [{ asid: '918999198738', partyKey: 'A12345-0000001' }];
const TTL_MS = 300_000;
const NEGATIVE_TTL_MS = 5_000;
const STALE_MS = 900_000;
const SETTINGS = {
  ...{ ttlMs: TTL_MS, negativeTtlMs: NEGATIVE_TTL_MS, staleIfErrorMs: STALE_MS },
  ...{ flightTimeoutMs: 5_000, attemptTimeoutMs: 5_000 },
};
const down = (status = 503) => new UpstreamError('SDS', { kind: 'status', status });

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
  withCache({ findDevices, findEndpoints }, { ...SETTINGS, clock, ...options });

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
    const sds = withCache({ findDevices, findEndpoints }, SETTINGS);
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

  test('forgets the answer that is known at once, also when it fails itself', async () => {
    const sds = cached();
    await sds.findDevices(QUERY, { deadline });
    findDevices.mockRejectedValue(down());

    await expect(sds.findDevices({ ...QUERY, fresh: true }, { deadline })).rejects.toMatchObject({ status: 503 });
    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 503 });
  });

  test('is not undone by a look-up that was under way before', async () => {
    const sds = cached();
    const before = Promise.withResolvers<readonly Device[]>();
    findDevices.mockReturnValueOnce(before.promise).mockResolvedValueOnce([]);
    const old = sds.findDevices(QUERY, { deadline });

    await sds.findDevices({ ...QUERY, fresh: true }, { deadline });
    before.resolve(FOUND);
    await old;

    expect(await sds.findDevices(QUERY, { deadline })).toEqual([]);
    expect(findDevices).toHaveBeenCalledTimes(2);
  });

  test('is joined by others while it is under way', async () => {
    const sds = cached();
    await Promise.all([sds.findDevices({ ...QUERY, fresh: true }, { deadline }), sds.findDevices(QUERY, { deadline })]);

    expect(findDevices).toHaveBeenCalledTimes(1);
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
    const sds = cached({ flightTimeoutMs: 20, attemptTimeoutMs: 20 });
    findDevices.mockImplementation(async (_, { deadline: { signal } }) => {
      await new Promise<void>((resolve) => {
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

describe('while SDS fails', () => {
  const onStaleAnswer = jest.fn();
  const expired = async (options: Partial<SdsCacheOptions> = {}) => {
    onStaleAnswer.mockReset();
    const sds = cached({ onStaleAnswer, ...options });
    await sds.findDevices(QUERY, { deadline });
    clock.time += TTL_MS + 1;
    return sds;
  };

  test.each([
    ['does not answer in time', new UpstreamError('SDS', { kind: 'timeout' })],
    ['cannot be reached', new UpstreamError('SDS', { kind: 'network' })],
    ['answers what is no search result', new UpstreamError('SDS', { kind: 'schema', status: 200 })],
    ['throttles', down(429)],
    ['gives up', down(408)],
    ['answers 500', down(500)],
  ])('an answer whose time is over stands in, and is counted: SDS %s', async (_, failure) => {
    const sds = await expired();
    findDevices.mockRejectedValue(failure);

    expect(await sds.findDevices(QUERY, { deadline })).toEqual(FOUND);
    expect(onStaleAnswer.mock.calls).toEqual([['Device']]);
  });

  test.each([
    ['refuses the request', down(400)],
    ['refuses the key', down(401)],
    ['is not asked in the right way, by a fault of ours', new TypeError('x is not a function')],
  ])('no older answer hides that SDS %s', async (_, failure) => {
    const sds = await expired();
    findDevices.mockRejectedValue(failure);

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toBe(failure);
    expect(onStaleAnswer).not.toHaveBeenCalled();
  });

  test('it is not asked again for a few seconds, and then it is', async () => {
    const sds = await expired();
    findDevices.mockRejectedValue(down());
    await sds.findDevices(QUERY, { deadline });
    clock.time += 5_000;
    expect(await sds.findDevices(QUERY, { deadline })).toEqual(FOUND);
    expect(findDevices).toHaveBeenCalledTimes(2);
    expect(onStaleAnswer).toHaveBeenCalledTimes(2);

    clock.time += 1;
    findDevices.mockResolvedValue([]);
    expect(await sds.findDevices(QUERY, { deadline })).toEqual([]);
    expect(findDevices).toHaveBeenCalledTimes(3);
  });

  test('an answer stands in within its bound only, however often it has been used', async () => {
    const sds = await expired();
    findDevices.mockRejectedValue(down());
    clock.time += STALE_MS - 1;
    expect(await sds.findDevices(QUERY, { deadline })).toEqual(FOUND);

    clock.time += 1;
    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 503 });
  });

  test('none stands in when that is switched off', async () => {
    const sds = await expired({ staleIfErrorMs: 0 });
    findDevices.mockRejectedValue(down());

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 503 });
  });

  test('an empty answer never stands in', async () => {
    const sds = cached({ onStaleAnswer });
    await sds.findEndpoints(QUERY, { deadline });
    clock.time += NEGATIVE_TTL_MS + 1;
    findEndpoints.mockRejectedValue(down());

    await expect(sds.findEndpoints(QUERY, { deadline })).rejects.toMatchObject({ status: 503 });
  });

  test('an answer that turned out empty since does not stand in', async () => {
    const sds = await expired();
    findDevices.mockResolvedValueOnce([]).mockRejectedValue(down());
    await sds.findDevices(QUERY, { deadline });
    clock.time += NEGATIVE_TTL_MS + 1;

    await expect(sds.findDevices(QUERY, { deadline })).rejects.toMatchObject({ status: 503 });
  });
});

describe('a memory that several instances share', () => {
  const stored = new Map<string, { text: string; until: number }>();
  const shared: SharedAnswers = {
    get: (key) => {
      const { text, until } = stored.get(key) ?? { text: '', until: 0 };
      return Promise.resolve(until > clock.time ? { text, remainingMs: until - clock.time } : undefined);
    },
    set: (key, text, ttlMs) => Promise.resolve(void stored.set(key, { text, until: clock.time + ttlMs })),
    remove: (key) => Promise.resolve(void stored.delete(key)),
  };
  beforeEach(() => {
    stored.clear();
  });

  test('answers what another instance has found, for the rest of its time', async () => {
    await cached({ shared }).findDevices(QUERY, { deadline });
    clock.time += TTL_MS - 10;
    const other = cached({ shared });
    expect(await other.findDevices(QUERY, { deadline })).toEqual(FOUND);
    expect(findDevices).toHaveBeenCalledTimes(1);

    clock.time += 11;
    await other.findDevices(QUERY, { deadline });
    expect(findDevices).toHaveBeenCalledTimes(2);
  });

  test('gives answers of each kind back as they were, those without a part included', async () => {
    findDevices.mockResolvedValue([{ asid: undefined, partyKey: 'P' }]);
    findEndpoints.mockResolvedValue([{ address: 'http://a.test', partyKey: undefined }]);
    const [one, other] = [cached({ shared }), cached({ shared })];
    await Promise.all([one.findDevices(QUERY, { deadline }), one.findEndpoints(QUERY, { deadline })]);

    expect(await other.findDevices(QUERY, { deadline })).toStrictEqual([{ asid: undefined, partyKey: 'P' }]);
    expect(await other.findEndpoints(QUERY, { deadline })).toStrictEqual([
      { address: 'http://a.test', partyKey: undefined },
    ]);
    expect(findDevices).toHaveBeenCalledTimes(1);
    expect(findEndpoints).toHaveBeenCalledTimes(1);
  });

  test('holds an answer that stands in while SDS fails', async () => {
    await cached({ shared }).findDevices(QUERY, { deadline });
    clock.time += TTL_MS + 1;
    findDevices.mockRejectedValue(down());

    expect(await cached({ shared }).findDevices(QUERY, { deadline })).toEqual(FOUND);
  });

  test('loses what turns out to be stale', async () => {
    const sds = cached({ shared });
    await sds.findDevices(QUERY, { deadline });
    findDevices.mockRejectedValueOnce(down());
    await expect(sds.findDevices({ ...QUERY, fresh: true }, { deadline })).rejects.toMatchObject({ status: 503 });

    expect(stored.size).toBe(0);
  });

  test.each([
    ['is no JSON', '{'],
    ['is of another form', '{"entries":[{"asid":7}],"staleMs":0}'],
    ['is empty', ''],
  ])('is not believed where its text %s', async (_, text) => {
    await cached({ shared }).findDevices(QUERY, { deadline });
    for (const key of stored.keys()) stored.set(key, { text, until: Infinity });

    expect(await cached({ shared }).findDevices(QUERY, { deadline })).toEqual(FOUND);
    expect(findDevices).toHaveBeenCalledTimes(2);
  });

  test('is left alone with the cache off', async () => {
    await cached({ shared, ttlMs: 0 }).findDevices(QUERY, { deadline });

    expect(stored.size).toBe(0);
  });
});

test('an answer of very many entries is not remembered', async () => {
  findDevices.mockResolvedValue(Array.from({ length: 1_000 }, () => ({ asid: '1', partyKey: undefined })));
  const sds = cached();
  await sds.findDevices(QUERY, { deadline });
  await sds.findDevices(QUERY, { deadline });

  expect(findDevices).toHaveBeenCalledTimes(2);
});

test('one who comes when a look-up has been under way for long does not get its time-out', async () => {
  const onStaleAnswer = jest.fn();
  const sds = cached({ attemptTimeoutMs: 0.001, onStaleAnswer });
  const [old, young] = [Promise.withResolvers<readonly Device[]>(), Promise.withResolvers<readonly Device[]>()];
  findDevices.mockReturnValueOnce(old.promise).mockReturnValueOnce(young.promise);
  const first = sds.findDevices(QUERY, { deadline });
  await new Promise(setImmediate);
  const second = sds.findDevices(QUERY, { deadline });
  young.resolve(FOUND);
  expect(await second).toEqual(FOUND);

  old.reject(new UpstreamError('SDS', { kind: 'timeout' }));
  // By then there is a fresh answer.
  expect(await first).toEqual(FOUND);
  expect(onStaleAnswer).not.toHaveBeenCalled();
});
