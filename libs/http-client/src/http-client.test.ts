import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  cutAfter,
  hang,
  hangAfter,
  reset,
  respond,
  respondInChunks,
  respondRaw,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import {
  CancelledError,
  createHttpClient,
  startDeadline,
  type Deadline,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type UpstreamCall,
} from './index.ts';

const SECRET_PATH = '/Patient/9990000018?token=hush';

let upstream: ScriptedUpstream;
let deadline: Deadline;
let calls: UpstreamCall[];
const clients: HttpClient[] = [];

beforeEach(async () => {
  upstream = await startScriptedUpstream();
  deadline = startDeadline(10_000);
  calls = [];
});

afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await Promise.all(clients.splice(0).map((client) => client.close()));
});

function client(options: Partial<HttpClientOptions> = {}): HttpClient {
  const made = createHttpClient({ upstream: 'PDS', connections: 4, timeoutMs: 5_000, maxBytes: 1_000, ...options });
  clients.push(made);
  return made;
}

const context = () => ({ deadline, onUpstreamCall: (call: UpstreamCall) => calls.push(call) });

const ask = (http: HttpClient, request: Partial<HttpRequest> = {}) =>
  http.fetchWhole({ method: 'GET', origin: upstream.url, path: '/', headers: {}, ...request }, context());

describe('what is sent', () => {
  beforeEach(() => {
    upstream.script(respond());
  });

  test('the path and the query stand as they were given', async () => {
    const path = '/a//b/../c/%7e/https://GP.example:443//x?q=a|b&q=%C3%A9+';

    await ask(client(), { path });

    expect(upstream.requests[0]?.path).toBe(path);
  });

  test('only the headers given are sent, beside those of HTTP itself', async () => {
    await ask(client(), { headers: { 'X-Request-ID': 'r', apikey: 'k' } });

    expect(upstream.requests[0]?.rawHeaders).toEqual([
      ['host', new URL(upstream.url).host],
      ['connection', 'keep-alive'],
      ['X-Request-ID', 'r'],
      ['apikey', 'k'],
    ]);
  });

  test.each([
    ['bytes', Buffer.from([0, 255, 123, 10])],
    ['text', '{"a":1.10}\n'],
    ['nothing', ''],
  ])('a body of %s goes out byte for byte, with the Content-Type given', async (_, body) => {
    await ask(client(), { method: 'POST', headers: { 'Content-Type': 'application/x-odd' }, body });

    const [request] = upstream.requests;
    expect(request?.method).toBe('POST');
    expect(request?.body).toEqual(Buffer.from(body));
    expect(request?.header('Content-Length')).toBe(String(body.length));
    expect(request?.header('Content-Type')).toBe('application/x-odd');
  });

  test('a body without a Content-Type gets none', async () => {
    await ask(client(), { method: 'POST', body: 'x' });

    expect(upstream.requests[0]?.header('Content-Type')).toBeUndefined();
  });

  test.each(['a\r\nX-Smuggled: 1', 'a\nX-Smuggled: 1', 'a\rX-Smuggled: 1', 'a\0b'])(
    'a header value with a control character (%j) never makes a header of its own',
    async (value) => {
      await ask(client(), { headers: { 'X-Request-ID': value } }).catch(() => undefined);

      expect(upstream.requests.some((request) => request.header('X-Smuggled') !== undefined)).toBe(false);
      expect(upstream.requests.some((request) => /[\r\n\0]/.test(request.header('X-Request-ID') ?? ''))).toBe(false);
    },
  );

  test('a connection is used again', async () => {
    const http = client({ connections: 1 });

    await ask(http);
    await ask(http);

    expect(upstream.openedSockets()).toBe(1);
  });
});

describe('a whole answer', () => {
  test.each([200, 204, 302, 404, 500])('comes with its status %i, whatever it is', async (status) => {
    upstream.script(respond({ status, headers: { Location: '/elsewhere' } }));

    expect(await ask(client())).toMatchObject({ status });
    expect(upstream.requests).toHaveLength(1);
  });

  test('gives headers whatever their case, repeated ones joined', async () => {
    upstream.script(respond({ headers: { 'X-Odd': 'one', Via: ['a', 'b'] } }));

    const { header } = await ask(client());

    expect(header('x-ODD')).toBe('one');
    expect(header('via')).toBe('a, b');
    expect(header('X-Absent')).toBeUndefined();
  });

  test('is not decompressed', async () => {
    const body = gzipSync('{}');
    upstream.script(respond({ headers: { 'Content-Encoding': 'gzip' }, body }));

    const answer = await ask(client());

    expect(answer.body).toEqual(body);
    expect(answer.header('Content-Encoding')).toBe('gzip');
  });

  test('is reported with its status and time, and nothing else', async () => {
    upstream.script(respond({ status: 404 }));

    await ask(client(), { path: SECRET_PATH });

    expect(calls).toEqual([{ upstream: 'PDS', outcome: 'ok', status: 404, ms: expect.any(Number) }]);
  });

  test('may be as large as allowed', async () => {
    upstream.script(respond({ body: 'x'.repeat(1_000) }));

    expect((await ask(client())).body).toHaveLength(1_000);
  });

  test.each<[string, Answer]>([
    ['with a Content-Length', respond({ body: 'x'.repeat(10_000_000) })],
    ['in chunks', respondInChunks(['x'.repeat(600), 'x'.repeat(10_000_000)])],
    ['without an end', respondInChunks(endless())],
  ])('that is larger (%s) is refused, and its connection cut', async (_, answer) => {
    upstream.script(answer);

    await expect(ask(client())).rejects.toMatchObject({ kind: 'schema', detail: 'the answer is too large' });
    expect(calls).toMatchObject([{ outcome: 'too-large' }]);
    await upstream.whenDisconnected();
  });
});

describe('a fault of the connection', () => {
  test.each<[string, Answer]>([
    ['it is reset', reset()],
    ['it ends before the answer', respondRaw('')],
    ['the answer is not HTTP', respondRaw('SSH-2.0-OpenSSH_9.6\r\n\r\n')],
    ['the body ends before its Content-Length', cutAfter(3, { body: 'abcdef' })],
    [
      'the body ends without its last chunk',
      respondRaw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n'),
    ],
  ])('is a network error when %s', async (_, answer) => {
    upstream.script(answer);

    await expect(ask(client(), { path: SECRET_PATH })).rejects.toMatchObject({
      name: 'UpstreamError',
      kind: 'network',
      message: 'PDS network',
    });
    expect(calls).toMatchObject([{ upstream: 'PDS', outcome: 'network' }]);
    await upstream.whenDisconnected();
  });

  test('is a network error when nobody listens', async () => {
    const gone = await startScriptedUpstream();
    await gone.close();

    await expect(ask(client(), { origin: gone.url })).rejects.toMatchObject({
      kind: 'network',
      message: 'PDS network',
    });
  });
});

describe('a time limit', () => {
  test.each<[string, Answer]>([
    ['before the head', hang()],
    ['between head and body', hangAfter()],
    ['in the body', hangAfter({ body: 'abc' })],
    ['by dripping for ever', respondInChunks(dripping())],
  ])('ends an attempt that stalls %s, and frees its connection', async (_, answer) => {
    upstream.script(answer);

    await expect(ask(client({ timeoutMs: 50 }), { path: SECRET_PATH })).rejects.toMatchObject({
      name: 'UpstreamError',
      upstream: 'PDS',
      kind: 'timeout',
      message: 'PDS timeout',
    });
    expect(calls).toMatchObject([{ outcome: 'timeout' }]);
    await upstream.whenDisconnected();
  });

  test('counts while the request waits for a free connection', async () => {
    const http = client({ connections: 1, timeoutMs: 300, idleTimeoutMs: 60_000 });
    upstream.script(hangAfter());
    const held = await http.openStream({ method: 'GET', origin: upstream.url, path: '/', headers: {} }, { deadline });

    await expect(ask(http)).rejects.toMatchObject({ kind: 'timeout' });
    expect(upstream.requests).toHaveLength(1);
    held.body.destroy();
  });

  test('counts while a connection is being made', async () => {
    const silent = createServer();
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const origin = `https://localhost:${portOf(silent)}`;

    await expect(ask(client({ timeoutMs: 50 }), { origin })).rejects.toMatchObject({ kind: 'timeout' });
    silent.close();
  });

  test('the deadline ends an attempt that has time of its own left', async () => {
    deadline.lift();
    deadline = startDeadline(50);

    await expect(ask(client())).rejects.toMatchObject({ upstream: 'PDS', kind: 'timeout' });
    await upstream.whenDisconnected();
  });

  test('nothing is sent when the deadline is over', async () => {
    deadline.lift();
    deadline = startDeadline(0);
    await new Promise<void>((resolve) => {
      deadline.signal.addEventListener('abort', resolve);
    });

    await expect(ask(client())).rejects.toMatchObject({ kind: 'timeout' });
    expect(upstream.openedSockets()).toBe(0);
  });
});

describe('a cancellation', () => {
  test.each<[string, Answer]>([
    ['before the head', hang()],
    ['in the body', hangAfter({ body: 'abc' })],
  ])('reaches the socket %s', async (_, answer) => {
    upstream.script(answer);
    const call = ask(client());
    const ended = expect(call).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenRequests(1);

    deadline.cancel();

    await ended;
    expect(calls).toMatchObject([{ outcome: 'cancelled' }]);
    await upstream.whenDisconnected();
  });

  test('of one request leaves the others on the same client alone', async () => {
    const http = client();
    upstream.script(hang(), respond({ body: 'well' }));
    const other = startDeadline(5_000);
    const doomed = http.fetchWhole(
      { method: 'GET', origin: upstream.url, path: '/', headers: {} },
      { deadline: other },
    );
    const ended = expect(doomed).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenRequests(1);
    const well = ask(http);

    other.cancel();

    await ended;
    expect((await well).body.toString()).toBe('well');
  });
});

describe('after a call', () => {
  test.each<[string, Answer]>([
    ['succeeded', respond({ body: 'well' })],
    ['broke', reset()],
    ['was too large', respond({ body: 'x'.repeat(1_001) })],
  ])('that %s, no timer and no listener is left', async (_, answer) => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    upstream.script(answer);
    const http = client();
    const before = timers();

    await ask(http).catch(() => undefined);

    expect(timers()).toBe(before);
    expect(deadline.signal.listenerCount()).toBe(0);
  });

  test('closing the client closes its idle connections', async () => {
    upstream.script(respond());
    const http = createHttpClient({ upstream: 'PDS', connections: 4, timeoutMs: 5_000, maxBytes: 1_000 });
    await ask(http);
    expect(upstream.openSockets()).toBe(1);

    await http.close();

    await upstream.whenDisconnected();
  });
});

function* endless() {
  for (;;) yield 'x'.repeat(500);
}

async function* dripping() {
  for (;;) {
    yield 'x';
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return address.port;
}
