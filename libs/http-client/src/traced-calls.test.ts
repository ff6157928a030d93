import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { hang, reset, respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import {
  createHttpClient,
  startDeadline,
  type Deadline,
  type HttpClient,
  type HttpRequest,
  type TracedCall,
} from './index.ts';

let upstream: ScriptedUpstream;
let deadline: Deadline;
let http: HttpClient;

beforeEach(async () => {
  upstream = await startScriptedUpstream();
  upstream.script(respond());
  deadline = startDeadline(10_000);
  http = createHttpClient({ upstream: 'PDS', connections: 2, timeoutMs: 5_000, maxBytes: 1_000 });
});
afterEach(async () => {
  deadline.cancel();
  await upstream.close();
  await http.close();
});

const request = (): HttpRequest => ({ method: 'GET', origin: upstream.url, path: '/', headers: { Accept: 'a/b' } });

describe('an exchange that is traced', () => {
  let ended: Parameters<TracedCall['end']>[0][];
  const context = () => ({
    deadline,
    traceCall: (name: string): TracedCall => ({
      headers: { traceparent: `of ${name}` },
      end: (call) => ended.push(call),
    }),
  });
  beforeEach(() => {
    ended = [];
  });

  test('sends the headers of its trace with its own, and tells how it went', async () => {
    await http.fetchWhole(request(), context());
    const { body } = await http.openStream(request(), context());
    await body.read();

    expect(upstream.requests.map(({ header }) => [header('traceparent'), header('accept')])).toEqual([
      ['of PDS', 'a/b'],
      ['of PDS', 'a/b'],
    ]);
    expect(ended).toEqual([
      { outcome: 'ok', status: 200 },
      { outcome: 'ok', status: 200 },
    ]);
  });

  test('ends with its failure', async () => {
    upstream.script(reset());
    await expect(http.fetchWhole(request(), context())).rejects.toThrow('PDS network');

    expect(ended).toEqual([{ outcome: 'network' }]);
  });

  test('that is not traced sends nothing of a trace', async () => {
    await http.fetchWhole(request(), { deadline });

    expect(upstream.requests[0]?.header('traceparent')).toBeUndefined();
  });
});

describe('the use of connections', () => {
  test('tells the busy ones, those that wait for one, and the idle', async () => {
    expect(http.connections()).toEqual({ busy: 0, idle: 0, pending: 0 });
    await http.fetchWhole(request(), { deadline });
    expect(http.connections()).toEqual({ busy: 0, idle: 1, pending: 0 });

    upstream.script(hang());
    const calls = [1, 2, 3].map(() => http.fetchWhole(request(), { deadline }));
    while (upstream.requests.length < 3) await new Promise(setImmediate);
    expect(http.connections()).toEqual({ busy: 2, idle: 0, pending: 1 });

    deadline.cancel();
    await Promise.allSettled(calls);
  });
});
