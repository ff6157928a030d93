import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { createLogger } from '@cdg/http-server';
import { createCountHere } from '../limits/count-here.ts';
import { createCountInRedis } from '../limits/count-in-redis.ts';
import { startRedis, type RunningRedis } from '../testing/redis-server.ts';
import { describeWithRedis } from '../testing/with-redis.ts';
import { connectRedis, type RedisConnection } from './connect-redis.ts';
import { createRedisAnswers } from './redis-answers.ts';
import { createRedisPause } from './redis-pause.ts';

let log: string;
let server: RunningRedis;
let connections: RedisConnection[];
const onFailure = jest.fn();

const logger = createLogger({ service: 'gateway', level: 'info', destination: { write: (line) => (log += line) } });

beforeEach(() => {
  log = '';
  connections = [];
  onFailure.mockReset();
});
afterEach(() => {
  connections.forEach(({ close }) => {
    close();
  });
});

async function connect(url = server.url) {
  const connection = connectRedis(url, logger);
  connections.push(connection);
  await readyAgain(connection.redis);
  return connection.redis;
}

const readyAgain = (redis: RedisConnection['redis']) => new Promise((resolve) => redis.once('ready', resolve));

/** With more patience than in earnest: the machine may be busy. */
const patiently = () => createRedisPause({ onFailure, timeoutMs: 5_000 });

describeWithRedis('answers of SDS in Redis', () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('are there for every instance, for the rest of their time', async () => {
    const [one, other] = [await connect(), await connect()];
    const withRedis = patiently();
    await createRedisAnswers(one, withRedis).set('k', 'text', 60_000.5);
    const found = await createRedisAnswers(other, withRedis).get('k');

    expect(found).toEqual({ text: 'text', remainingMs: expect.any(Number) });
    expect(found?.remainingMs).toBeGreaterThan(50_000);
    expect(found?.remainingMs).toBeLessThanOrEqual(60_001);
    expect(onFailure).not.toHaveBeenCalled();
  });

  test('are gone when removed, or never were', async () => {
    const answers = createRedisAnswers(await connect(), patiently());
    await answers.set('k', 'text', 60_000);
    await answers.remove('k');

    expect(await answers.get('k')).toBeUndefined();
    expect(await answers.get('other')).toBeUndefined();
    expect(onFailure).not.toHaveBeenCalled();
  });

  test('without a time of their own are not believed', async () => {
    const redis = await connect();
    await redis.set('k', 'text');

    expect(await createRedisAnswers(redis, patiently()).get('k')).toBeUndefined();
  });
});

describeWithRedis('requests counted in Redis', () => {
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('are those of all instances, for each consumer by itself', async () => {
    const counts = [await connect(), await connect()].map((redis) => {
      const countHere = createCountHere();
      return createCountInRedis(redis, { withRedis: patiently(), perMinute: 2, countHere });
    });
    const [one = createCountHere(), other = createCountHere()] = counts;

    expect(await one('S55555')).toMatchObject({ requests: 1 });
    expect(await other('S55555')).toMatchObject({ requests: 2 });
    const third = await one('S55555');
    expect(third.requests).toBe(3);
    expect(third.remainingMs).toBeGreaterThan(0);
    expect(third.remainingMs).toBeLessThanOrEqual(60_000);
    expect(await one('CONSUMER')).toMatchObject({ requests: 1 });
    expect(onFailure).not.toHaveBeenCalled();
  });
});

describeWithRedis('a Redis that is lost', () => {
  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(() => server.stop());

  test('fails nothing, and is said once', async () => {
    const redis = await connect();
    const withRedis = patiently();
    const answers = createRedisAnswers(redis, withRedis);
    const count = createCountInRedis(redis, { withRedis, perMinute: 5, countHere: createCountHere() });
    const lost = once(redis, 'close');
    await server.kill();
    await lost;

    await answers.set('k', 'text', 1_000);
    await answers.remove('k');
    expect(await answers.get('k')).toBeUndefined();
    expect(await count('S55555')).toMatchObject({ requests: 1 });
    expect(await count('S55555')).toMatchObject({ requests: 2 });
    expect(log.match(/Redis is lost/g)).toHaveLength(1);
  });

  test('is used again when it comes back', async () => {
    const redis = await connect();
    await server.kill();
    const back = await startRedis(Number(new URL(server.url).port));
    try {
      await readyAgain(redis);
      const answers = createRedisAnswers(redis, patiently());
      await answers.set('k', 'text', 60_000);
      expect(await answers.get('k')).toMatchObject({ text: 'text' });
      expect(log).toContain('Redis is found again');
    } finally {
      await back.stop();
    }
  });

  test('costs one short wait, then none, while it takes commands and answers none', async () => {
    const redis = await connect();
    const answers = createRedisAnswers(redis, createRedisPause({ onFailure, timeoutMs: 75 }));
    server.pause();
    try {
      const get = jest.spyOn(redis, 'get');
      for (let times = 0; times < 20; times += 1) expect(await answers.get('k')).toBeUndefined();
      expect(get).toHaveBeenCalledTimes(1);
      expect(onFailure).toHaveBeenCalledTimes(1);
    } finally {
      server.resume();
    }
  });

  test('is not spoken of when it is the gateway that leaves', async () => {
    const redis = await connect();
    const ended = once(redis, 'end');
    connections[0]?.close();
    await ended;

    expect(log).toBe('');
  });
});
