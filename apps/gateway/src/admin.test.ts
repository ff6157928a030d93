import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen, type RunningServer } from '@cdg/http-server';
import { createAdmin } from './admin.ts';
import { createMetrics } from './telemetry/metrics.ts';

const metrics = createMetrics();
let reason: string | undefined;
let server: RunningServer;

beforeAll(async () => {
  server = await listen(createAdmin({ metrics, reasonNotReady: () => reason }), { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close(0));

const get = (path: string) => fetch(server.url + path);

describe('the admin listener', () => {
  test('says that it lives, also while draining', async () => {
    reason = 'draining';
    const answer = await get('/health/live');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'live' }]);
  });

  test.each([
    [undefined, 200, 'ready'],
    ['draining', 503, 'draining'],
    ['audit unavailable', 503, 'audit unavailable'],
  ])('when the reason to take no requests is %s, says %i', async (why, status, said) => {
    reason = why;
    const answer = await get('/health/ready');
    expect([answer.status, await answer.json()]).toEqual([status, { status: said }]);
  });

  test('gives the metrics as Prometheus reads them', async () => {
    metrics.recordsCut.inc();
    const answer = await get('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const page = await answer.text();
    expect(page).toMatch(/^cdg_records_cut_total 1$/m);
    expect(page).toMatch(/^process_cpu_seconds_total /m);
  });

  test('has nothing else', async () => {
    const answer = await get('/patient/$gpc.getstructuredrecord');
    expect([answer.status, await answer.json()]).toEqual([404, { error: 'no such path' }]);
  });
});
