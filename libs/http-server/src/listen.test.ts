import { once } from 'node:events';
import { Agent, get, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createExpressApp, listen, type ListenOptions, type RunningServer } from './index.ts';

const HAS_IPV6 = Object.values(networkInterfaces()).some((group) => group?.some(({ address }) => address === '::1'));

const running: RunningServer[] = [];
const keepAlive = new Agent({ keepAlive: true });

afterEach(async () => {
  keepAlive.destroy();
  await Promise.all(running.splice(0).map(({ close }) => close(0)));
});

async function start(listener: RequestListener, options: Partial<ListenOptions> = {}): Promise<RunningServer> {
  const server = await listen(listener, { host: '127.0.0.1', port: 0, ...options });
  running.push(server);
  return server;
}

const well: RequestListener = (_, res) => res.end('well');

async function ask(url: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: keepAlive, headers }, resolve).once('error', reject);
  });
  return { status: message.statusCode ?? 0, body: await text(message) };
}

/** A listener whose answers the test gives. */
function answeredByHand() {
  const arrived = Promise.withResolvers<ServerResponse>();
  const listener: RequestListener = (_, res) => {
    arrived.resolve(res);
  };
  return { listener, arrived: arrived.promise };
}

describe('listening', () => {
  test('takes any free port for 0, and tells which', async () => {
    const { url } = await start(well);

    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(url)).toEqual({ status: 200, body: 'well' });
  });

  (HAS_IPV6 ? test : test.skip)('writes an IPv6 address in brackets', async () => {
    const { url } = await start(well, { host: '::1' });

    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  });

  test('fails when the port is taken', async () => {
    const { url } = await start(well);

    await expect(start(well, { port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('bounds the headers of a request, and the time it may take', async () => {
    const { url, server } = await start(well, { maxHeaderBytes: 2_000, requestTimeoutMs: 1_234 });

    expect(await ask(url, { 'X-Long': 'x'.repeat(1_500) })).toMatchObject({ status: 200 });
    expect(await ask(url, { 'X-Long': 'x'.repeat(2_500) })).toMatchObject({ status: 431 });
    expect(server.requestTimeout).toBe(1_234);
  });

  test('bounds the time for headers, whatever comes, and answers 408', async () => {
    const { url } = await start(well, { headersTimeoutMs: 50 });
    const [silent, slow] = [
      connect(Number(new URL(url).port), '127.0.0.1'),
      connect(Number(new URL(url).port), '127.0.0.1'),
    ];
    slow.write('GET / HTTP/1.1\r\n');

    expect(await text(silent)).toMatch(/^HTTP\/1\.1 408 /);
    expect(await text(slow)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('bounds the time a connection is kept without a request', async () => {
    const { url } = await start(well, { keepAliveTimeoutMs: 50 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*well$/);
  });

  test('bounds the time without a byte while a request is under way', async () => {
    const { url } = await start(() => undefined, { idleTimeoutMs: 50 });

    await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('closes a connection beyond the most it may have', async () => {
    const { url } = await start(well, { maxConnections: 1 });
    const first = connect(Number(new URL(url).port), '127.0.0.1');
    await once(first, 'connect');
    const second = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    await new Promise((resolve) => second.once('close', resolve).resume());

    first.end('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await text(first)).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('gives routes the path of a request target in absolute form, whatever its host', async () => {
    const app = createExpressApp();
    app.use((req, res) => res.end(req.originalUrl));
    const { url } = await start(app);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');

    socket.write('GET http://[bad/path?q HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*\/path\?q$/);
  });
});

describe('closing', () => {
  test('takes no new connections', async () => {
    const { url, close } = await start(well);
    await close(1_000);

    const socket = connect(Number(new URL(url).port), '127.0.0.1');

    await expect(once(socket, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('lets an answer that is under way end, and then closes its kept-alive connection at once', async () => {
    const { listener, arrived } = answeredByHand();
    const { url, close } = await start(listener);
    const answer = ask(url);
    const res = await arrived;
    const closed = close(60_000);

    res.end('at last');

    expect(await answer).toEqual({ status: 200, body: 'at last' });
    await closed;
  });

  test('says with every answer from then on that its connection ends with it', async () => {
    const { listener, arrived } = answeredByHand();
    const { url, close } = await start(listener);
    const answer = new Promise<IncomingMessage>((resolve) => get(url, { agent: keepAlive }, resolve));
    const res = await arrived;
    const closed = close(60_000);

    res.end('at last');

    expect((await answer).headers.connection).toBe('close');
    (await answer).resume();
    await closed;
  });

  test('answers a request that comes on an open connection, and takes no other on it', async () => {
    const { url, close } = await start(well);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'data');
    const closed = close(60_000, { idleMs: 10_000 });

    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Connection: close\r\n[^]*well$/);
    await closed;
  });

  test('lets a request come in whose first half was there', async () => {
    const { url, close, server } = await start(well);
    const arrived = Promise.withResolvers<Socket>();
    server.once('connection', arrived.resolve);
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost');
    while ((await arrived.promise).bytesRead === 0) await new Promise(setImmediate);
    const closed = close(60_000, { idleMs: 1 });
    setTimeout(() => socket.write(': a\r\n\r\n'), 50);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
    await closed;
  });

  test('does not wait for connections that are idle', async () => {
    const { url, close } = await start(well);
    await ask(url);

    await close(60_000);
  });

  test('cuts what is still open when the grace is over', async () => {
    const { listener, arrived } = answeredByHand();
    const { url, close } = await start(listener);
    const cut = expect(ask(url)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await arrived;

    await close(20);

    await cut;
  });

  test('may be asked for twice', async () => {
    const { close } = await start(well);

    await Promise.all([close(1_000), close(1_000)]);
    await close(1_000);
  });

  test('leaves no timer behind', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    const { close } = await start(well);

    await close(60_000);

    expect(timers()).toBeLessThanOrEqual(before);
  });
});
