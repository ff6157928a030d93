import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { createGatewaysForTests, recordQuestion, type GatewaysForTests } from '../testing/gateway-for-tests.ts';
import { receive } from '../testing/receive.ts';
import { startRedis, type RunningRedis } from '../testing/redis-server.ts';
import { askedWith, servicesWith } from '../testing/scripted-services.ts';
import { describeWithRedis } from '../testing/with-redis.ts';

const QUESTION = recordQuestion(SCENARIO_PATIENTS.fullRecord);

let services: ScriptedUpstream;
let redis: RunningRedis;
let gateways: GatewaysForTests;

const ask = async ({ urls }: Service) => (await receive(urls.gateway ?? '', QUESTION))?.status;
const sdsCalls = () => services.requests.filter(({ path }) => /evice|endpoint/.test(askedWith(path))).length;
const metrics = async ({ urls }: Service) =>
  (await receive(urls.admin ?? '', { path: '/metrics' }))?.body.toString() ?? '';

/** A gateway that is connected to Redis; it does not wait for that itself. On a busy machine a command may take its time. */
async function open(settings: Readonly<Record<string, string>> = {}): Promise<Service> {
  const gateway = await gateways.open(services.url, { REDIS_URL: redis.url, REDIS_TIMEOUT_MS: '10000', ...settings });
  while (!/^cdg_redis_connected 1$/m.test(await metrics(gateway))) await new Promise(setImmediate);
  return gateway;
}

describeWithRedis('gateways with one Redis', () => {
  beforeAll(async () => {
    services = await startScriptedUpstream();
    services.script(servicesWith());
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    redis = await startRedis();
    gateways = await createGatewaysForTests();
  });
  afterEach(async () => {
    await gateways.close();
    await redis.stop();
  });

  test('ask SDS once for all of them', async () => {
    const [one, other] = [await open(), await open()];
    expect(await ask(one)).toBe(200);
    const before = sdsCalls();

    expect(await ask(other)).toBe(200);
    expect(sdsCalls()).toBe(before);
  });

  test('count the requests of a consumer together', async () => {
    const [one, other] = [await open({ RATE_LIMIT_PER_MINUTE: '2' }), await open({ RATE_LIMIT_PER_MINUTE: '2' })];

    expect([await ask(one), await ask(other), await ask(one), await ask(other)]).toEqual([200, 200, 429, 429]);
  });

  test('fail no request when it is killed in the middle of the load, nor when it hangs', async () => {
    // No answer is remembered here for long: each request needs Redis, or SDS.
    const gateway = await open({
      SDS_CACHE_TTL_MS: '1',
      RATE_LIMIT_PER_MINUTE: '100000',
      REDIS_TIMEOUT_MS: '75',
    });
    const statuses: (number | undefined)[] = [];
    const load = async (count: number) => {
      const worker = async () => {
        for (let number = 0; number < count; number += 1) statuses.push(await ask(gateway));
      };
      await Promise.all(Array.from({ length: 8 }, worker));
    };

    await load(5);
    redis.pause();
    await load(5);
    redis.resume();
    const under = load(20);
    await redis.kill();
    await under;
    await load(5);

    expect(statuses).toHaveLength(8 * 35);
    expect([...new Set(statuses)]).toEqual([200]);
    expect(await metrics(gateway)).toMatch(/^cdg_redis_failures_total [1-9]/m);
  });
});
