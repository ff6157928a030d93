import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import {
  createHttpClient,
  createRetryBudget,
  startDeadline,
  UpstreamError,
  withRetries,
  type HttpClient,
  type RetryBudget,
} from './index.ts';

const spendAll = ({ spend }: RetryBudget): number => {
  let spent = 0;
  while (spend()) spent += 1;
  return spent;
};

describe('a retry budget', () => {
  test('is full at the start', () => {
    expect(spendAll(createRetryBudget({ size: 10, percent: 10 }))).toBe(10);
  });

  test.each([
    [9, 0],
    [10, 1],
    [99, 9],
    [100, 10],
    [100_000, 10],
  ])('that is empty earns from %i calls %i retries, and never more than it holds', (calls, retries) => {
    const budget = createRetryBudget({ size: 10, percent: 10 });
    spendAll(budget);

    for (let call = 0; call < calls; call += 1) budget.earn();

    expect(spendAll(budget)).toBe(retries);
  });

  test('tells of each retry that it has nothing left for', () => {
    const onEmpty = jest.fn();
    const budget = createRetryBudget({ size: 1, percent: 0, onEmpty });

    expect(budget.spend()).toBe(true);
    expect(onEmpty).not.toHaveBeenCalled();
    expect(budget.spend()).toBe(false);
    expect(onEmpty).toHaveBeenCalledTimes(1);
  });

  test('of nothing allows no retry', () => {
    expect(spendAll(createRetryBudget({ size: 0, percent: 100 }))).toBe(0);
  });
});

describe('against a server that fails every call', () => {
  const CALLS = 3_000;
  const SIDE_BY_SIDE = 30;
  let upstream: ScriptedUpstream;
  let http: HttpClient;

  beforeEach(async () => {
    upstream = await startScriptedUpstream(respond({ status: 503 }));
    http = createHttpClient({ upstream: 'PDS', connections: SIDE_BY_SIDE, timeoutMs: 5_000, maxBytes: 100 });
  });
  afterEach(async () => {
    await upstream.close();
    await http.close();
  });

  async function failOnce(budget: RetryBudget): Promise<unknown> {
    const deadline = startDeadline(5_000);
    const call = async () => {
      const { status } = await http.fetchWhole(
        { method: 'GET', origin: upstream.url, path: '/', headers: {} },
        { deadline },
      );
      throw new UpstreamError('PDS', { kind: 'status', status });
    };
    try {
      return await withRetries(call, { policy: { attempts: 3, backOffMs: 1, random: () => 0, budget }, deadline });
    } catch (error) {
      return error;
    } finally {
      deadline.lift();
    }
  }

  test('thousands of calls make a tenth more requests, and at most the ten that were saved', async () => {
    const budget = createRetryBudget({ size: 10, percent: 10 });
    let left = CALLS;
    const work = async () => {
      while (left > 0) {
        left -= 1;
        expect(await failOnce(budget)).toMatchObject({ kind: 'status', status: 503 });
      }
    };

    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));

    expect(upstream.requests.length).toBeGreaterThan(CALLS * 1.1);
    expect(upstream.requests.length).toBeLessThanOrEqual(CALLS * 1.1 + 10);
  });
});
