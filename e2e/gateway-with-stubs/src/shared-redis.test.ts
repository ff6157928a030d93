import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { askFor } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { startRedisProcess, WHY_NO_REDIS, type RedisProcess } from './support/redis-process.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const describeWithRedis = WHY_NO_REDIS === undefined ? describe : describe.skip;
const why = WHY_NO_REDIS === undefined ? '' : ` (skipped: ${WHY_NO_REDIS})`;

let services: FakeServices;
let redis: RedisProcess;
let gateways: LoneGateway[];

/** Two processes with the same settings, both connected. On a busy machine a command of Redis may take its time. */
async function startTwo(settings: Readonly<Record<string, string>>): Promise<[LoneGateway, LoneGateway]> {
  const start = async () => {
    const gateway = await startLoneGateway({
      ...services.settings,
      REDIS_URL: redis.url,
      REDIS_TIMEOUT_MS: '10000',
      LOG_LEVEL: 'warn',
      ...settings,
    });
    gateways.push(gateway);
    while ((await gateway.metric('cdg_redis_connected')) !== 1) await new Promise(setImmediate);
    return gateway;
  };
  return [await start(), await start()];
}

const statusOf = async ({ url }: LoneGateway) => (await askFor(url, PATIENT)).status;
const sdsCalls = () =>
  [...services.asked('consumerDevice'), ...services.asked('device'), ...services.asked('endpoint')].length;

describeWithRedis(`two gateway processes with one real Redis${why}`, () => {
  beforeAll(async () => {
    services = await startFakeServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    gateways = [];
    services.script();
    redis = await startRedisProcess();
  });
  afterEach(() => Promise.all([redis.kill(), ...gateways.map(({ stop }) => stop())]));

  test('the second serves the look-ups in SDS from what the first has found', async () => {
    const [one, other] = await startTwo({ SDS_CACHE_TTL_MS: '60000' });
    expect(await statusOf(one)).toBe(200);
    expect(sdsCalls()).toBe(3);

    expect(await statusOf(other)).toBe(200);
    expect(sdsCalls()).toBe(3);
    expect(await one.metric('cdg_sds_lookups_total', 'source="upstream"')).toBe(3);
    expect(await other.metric('cdg_sds_lookups_total', 'source="shared"')).toBe(3);
  });

  test('the rate limit of a consumer is common', async () => {
    const [one, other] = await startTwo({ RATE_LIMIT_PER_MINUTE: '3' });
    const statuses: number[] = [];
    for (const gateway of [one, other, one, other, one]) statuses.push(await statusOf(gateway));

    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect(await other.metric('cdg_requests_rate_limited_total')).toBe(1);
  });

  test('killing Redis in the middle of the load fails no request', async () => {
    // What is remembered in the process is over at once: each request needs Redis, or SDS.
    const two = await startTwo({ SDS_CACHE_TTL_MS: '1', RATE_LIMIT_PER_MINUTE: '1000000', REDIS_TIMEOUT_MS: '75' });
    const statuses: number[] = [];
    const halfway = Promise.withResolvers<undefined>();
    const load = Promise.all(
      [...two, ...two, ...two, ...two].map(async (gateway) => {
        for (let count = 0; count < 40; count += 1) {
          statuses.push(await statusOf(gateway));
          if (statuses.length === 100) halfway.resolve(undefined);
        }
      }),
    );
    await halfway.promise;
    await redis.kill();
    expect(statuses.length).toBeLessThan(250);
    await load;

    expect(statuses).toHaveLength(8 * 40);
    expect([...new Set(statuses)]).toEqual([200]);
    for (const gateway of two) {
      expect(await gateway.metric('cdg_redis_connected')).toBe(0);
      expect(gateway.output()).toContain('Redis is lost');
    }
  });
});
