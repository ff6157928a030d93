import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen, type RunningServer } from '@cdg/http-server';
import { createAdmin, type Readiness } from './admin.ts';
import { createMetrics } from './telemetry/metrics.ts';

const metrics = createMetrics();
const UPSTREAMS = { PDS: { closed: 0, open: 1, 'half-open': 0 } };
let readiness: Readiness;
let server: RunningServer;

beforeAll(async () => {
  server = await listen(createAdmin({ metrics, readiness: () => readiness }), { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close(0));

const get = (path: string) => fetch(server.url + path);

describe('the admin listener', () => {
  test('says that it lives, also while draining', async () => {
    readiness = { isDraining: true, isAuditWritable: false, upstreams: UPSTREAMS };
    const answer = await get('/health/live');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'live' }]);
  });

  test.each([
    ['all is well but for an upstream', {}, [200, 'ready', 'no', 'ok']],
    ['it stops', { isDraining: true, isAuditWritable: false }, [503, 'draining', 'yes', 'unavailable']],
    ['the audit cannot be written', { isAuditWritable: false }, [503, 'audit unavailable', 'no', 'unavailable']],
  ])('when %s, says whether it takes requests, why not, and how the upstreams are', async (_, state, said) => {
    readiness = { isDraining: false, isAuditWritable: true, upstreams: UPSTREAMS, ...state };
    const answer = await get('/health/ready');
    const [status, word, draining, audit] = said;
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({
      status: word,
      checks: { draining, configuration: 'ok', audit },
      upstreams: UPSTREAMS,
    });
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
