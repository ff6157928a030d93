import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  cutAfter,
  hang,
  hangAfter,
  hold,
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
  type StreamedAnswer,
  type UpstreamCall,
} from './index.ts';

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
  const made = createHttpClient({ upstream: 'Provider', connections: 4, timeoutMs: 5_000, maxBytes: 100, ...options });
  clients.push(made);
  return made;
}

const context = () => ({ deadline, onUpstreamCall: (call: UpstreamCall) => calls.push(call) });

const open = (http: HttpClient) =>
  http.openStream({ method: 'POST', origin: upstream.url, path: '/', headers: {}, body: '{}' }, context());

function bytesOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new TypeError('not a chunk of bytes');
}

async function textOf({ body }: StreamedAnswer): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(bytesOf(chunk));
  return Buffer.concat(chunks).toString();
}

describe('a streamed answer', () => {
  test('is there with its head, before its body', async () => {
    const rest = Promise.withResolvers<string>();
    upstream.script(
      respondInChunks(afterwards(rest.promise), { status: 206, headers: { 'X-Odd': 'one', Via: ['a', 'b'] } }),
    );

    const answer = await open(client());

    expect(answer.status).toBe(206);
    expect(answer.header('x-odd')).toBe('one');
    expect(answer.header('Via')).toBe('a, b');
    expect(answer.header('x-none')).toBeUndefined();
    expect(calls).toMatchObject([{ upstream: 'Provider', outcome: 'ok', status: 206 }]);
    rest.resolve('the rest');
    expect(await textOf(answer)).toBe('the rest');
  });

  test('passes its bytes on as they are, compressed ones too', async () => {
    const bytes = gzipSync('{"value":1.10}');
    upstream.script(respond({ headers: { 'Content-Encoding': 'gzip' }, body: bytes }));
    const { body } = await open(client());

    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(bytesOf(chunk));

    expect(Buffer.concat(chunks)).toEqual(bytes);
  });

  test('may be larger than an answer that is read whole', async () => {
    upstream.script(respond({ body: 'x'.repeat(1_000_000) }));

    expect(await textOf(await open(client()))).toHaveLength(1_000_000);
  });

  test('makes the upstream wait for a slow reader', async () => {
    const sent = { chunks: 0 };
    upstream.script(respondInChunks(counted(sent, 1_000)));
    const answer = await open(client());

    await untilUnchanged(() => sent.chunks);

    expect(sent.chunks).toBeLessThan(500);
    expect(await textOf(answer)).toHaveLength(1_000 * CHUNK_BYTES);
    expect(sent.chunks).toBe(1_000);
  });

  test.each<[string, Answer]>([
    ['its Content-Length', cutAfter(3, { body: 'abcdef' })],
    ['its last chunk', respondRaw('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n')],
  ])('that ends before %s fails its reader', async (_, answer) => {
    upstream.script(answer);

    await expect(textOf(await open(client()))).rejects.toMatchObject({
      name: 'UpstreamError',
      kind: 'network',
      message: 'Provider network',
    });
  });

  test('that nobody reads may break, and harms nobody', async () => {
    const gate = Promise.withResolvers<string>();
    upstream.script(respondInChunks(afterwards(gate.promise)));
    const { body } = await open(client());

    gate.reject(new Error('the upstream breaks'));

    await new Promise<void>((resolve) => {
      body.onceOver(resolve);
    });
    await expect(body.read()).rejects.toMatchObject({ kind: 'network' });
  });

  test('that nobody wants may be destroyed, which frees its connection and leaves nothing behind', async () => {
    upstream.script(hangAfter({ body: 'ab' }));
    const { body } = await open(client());
    expect(deadline.signal.listenerCount()).toBe(1);

    body.destroy();

    await upstream.whenDisconnected();
    expect(deadline.signal.listenerCount()).toBe(0);
  });

  test('that nobody wants may be destroyed when it has come whole already', async () => {
    upstream.script(respond({ body: 'abc' }));
    const { body } = await open(client());

    await new Promise<void>((resolve) => {
      body.onceOver(resolve);
    });

    body.destroy();

    await expect(body.read()).rejects.toMatchObject({ kind: 'network' });
    expect(deadline.signal.listenerCount()).toBe(0);
  });

  test('that has been read leaves nothing behind', async () => {
    upstream.script(respond({ body: 'abc' }));

    await textOf(await open(client()));

    expect(deadline.signal.listenerCount()).toBe(0);
  });

  test.each<[string, Answer]>([
    ['is reset', reset()],
    ['is no HTTP', respondRaw('nonsense\r\n\r\n')],
  ])('that %s is a network error', async (_, answer) => {
    upstream.script(answer);

    await expect(open(client())).rejects.toMatchObject({ kind: 'network', message: 'Provider network' });
    expect(deadline.signal.listenerCount()).toBe(0);
  });
});

describe('the limits of a streamed answer', () => {
  test('its head must come within the time of an attempt', async () => {
    upstream.script(hang());

    await expect(open(client({ timeoutMs: 50 }))).rejects.toMatchObject({ upstream: 'Provider', kind: 'timeout' });
    await upstream.whenDisconnected();
  });

  test('its body may take longer', async () => {
    upstream.script(respondInChunks(dripping(80)));
    const answer = await open(client({ timeoutMs: 300, idleTimeoutMs: 60_000 }));

    expect(await textOf(answer)).toBe('x'.repeat(80));
  });

  test('a cancellation ends its body, through to the socket', async () => {
    upstream.script(hangAfter({ body: 'ab' }));
    const answer = await open(client());
    const read = expect(textOf(answer)).rejects.toBeInstanceOf(CancelledError);

    deadline.cancel();

    await read;
    await upstream.whenDisconnected();
  });

  test('the deadline ends its body until it is lifted', async () => {
    deadline.lift();
    deadline = startDeadline(50);
    upstream.script(hangAfter({ body: 'ab' }));

    await expect(open(client()).then(textOf)).rejects.toMatchObject({ upstream: 'Provider', kind: 'timeout' });
    await upstream.whenDisconnected();
  });

  // undici counts idle time in ticks of half a second, so these two take that long.
  test('its body must not pause longer than the idle limit while its reader wants bytes', async () => {
    upstream.script(hangAfter({ body: 'ab' }));
    const answer = await open(client({ idleTimeoutMs: 50 }));

    await expect(textOf(answer)).rejects.toMatchObject({ upstream: 'Provider', kind: 'timeout' });
    await upstream.whenDisconnected();
  });

  test('a pause of its reader does not count, and a pause after it does again', async () => {
    const sent = { chunks: 0 };
    upstream.script(respondInChunks(thenNothing(counted(sent, 500))));
    const answer = await open(client({ idleTimeoutMs: 50 }));
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(sent.chunks).toBeLessThan(500);

    await expect(textOf(answer)).rejects.toMatchObject({ upstream: 'Provider', kind: 'timeout' });
    expect(sent.chunks).toBe(500);
  });
});

describe('reading what is left of a streamed answer', () => {
  test('gives the whole body', async () => {
    upstream.script(respond({ status: 404, body: 'no such patient' }));
    const http = client();

    const whole = await http.readWhole(await open(http), context());

    expect(whole).toMatchObject({ status: 404, body: Buffer.from('no such patient') });
    expect(calls).toHaveLength(1);
  });

  test.each<[string, Answer, object]>([
    ['too large', respond({ body: 'x'.repeat(5_000_000) }), { kind: 'schema' }],
    ['too slow', hangAfter({ body: 'ab' }), { kind: 'timeout' }],
    ['cut off', cutAfter(3, { body: 'abcdef' }), { kind: 'network' }],
  ])('fails when it is %s, and frees the connection', async (_, answer, error) => {
    upstream.script(answer);
    const http = client({ timeoutMs: 300 });

    await expect(http.readWhole(await open(http), context())).rejects.toMatchObject(error);
    await upstream.whenDisconnected();
    expect(deadline.signal.listenerCount()).toBe(0);
  });

  test('fails at once when the request has ended in between', async () => {
    upstream.script(hangAfter({ body: 'ab' }));
    const http = client();
    const answer = await open(http);
    deadline.cancel();

    await expect(http.readWhole(answer, context())).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenDisconnected();
  });

  test('fails at once when another request has ended, whose answer it is not', async () => {
    upstream.script(hangAfter({ body: 'ab' }));
    const http = client();
    const answer = await open(http);
    const other = startDeadline(5_000);
    other.cancel();

    await expect(http.readWhole(answer, { deadline: other })).rejects.toBeInstanceOf(CancelledError);
    await upstream.whenDisconnected();
  });
});

test('a held head that comes after the cancellation is dropped', async () => {
  const held = hold(respond({ body: 'late' }));
  upstream.script(held.answer);
  const call = expect(open(client())).rejects.toBeInstanceOf(CancelledError);
  await upstream.whenRequests(1);

  deadline.cancel();
  held.release();

  await call;
  await upstream.whenDisconnected();
});

const CHUNK_BYTES = 65_536;

function* counted(sent: { chunks: number }, count: number) {
  for (; sent.chunks < count; sent.chunks += 1) yield Buffer.alloc(CHUNK_BYTES, 'x');
}

async function* afterwards(text: Promise<string>) {
  yield await text;
}

async function* dripping(count: number) {
  for (let left = count; left > 0; left -= 1) {
    yield 'x';
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function* thenNothing(chunks: Iterable<Buffer>) {
  yield* chunks;
  await new Promise(() => undefined);
}

async function untilUnchanged(value: () => number): Promise<void> {
  for (let before = -1; before !== value();) {
    before = value();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
