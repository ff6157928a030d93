import { expect, test } from '@jest/globals';
import axios from 'axios';
import { Agent } from 'undici';
import { createUndiciAdapter } from './undici-adapter.ts';

const ANSWER = { status: 404, headers: { via: ['a', 'b'] }, body: Buffer.from('gone') };

test('runs a request on the pool that is in use when it begins, and hands its answer through untouched', async () => {
  const pools = [new Agent(), new Agent()];
  const used: unknown[] = [];
  let turn = 0;
  const adapter = createUndiciAdapter(() => {
    turn += 1;
    return pools[turn - 1] ?? new Agent();
  });
  const http = new axios.Axios({ adapter, validateStatus: null });
  const run = (pool: unknown) => {
    used.push(pool);
    return Promise.resolve(ANSWER);
  };

  const first = await http.request<unknown>({ data: run });
  await http.request({ data: run });

  expect(first.data).toBe(ANSWER);
  expect(first.status).toBe(404);
  expect(used).toEqual(pools);
});

test('refuses a request that is no exchange', async () => {
  const http = new axios.Axios({ adapter: createUndiciAdapter(() => new Agent()) });

  await expect(http.request({})).rejects.toThrow('the request has no exchange to run');
});
