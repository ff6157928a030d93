import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ConsumerGoneError, createConsumerStream } from './consumer-stream.ts';

const CHUNK = Buffer.alloc(65_536, 'x');
const LARGE = Buffer.alloc(20_000_000, 'x');
const LONG_MS = 60_000;

let server: Server;
let consumer: Socket;

beforeAll(async () => {
  server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  consumer.destroy();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A consumer that has asked and reads nothing yet, and the response to it. */
async function ask(version = '1.1'): Promise<ServerResponse> {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  consumer = connect({ port: address.port, host: '127.0.0.1', allowHalfOpen: true }).pause();
  consumer.on('error', () => undefined);
  consumer.write(`GET / HTTP/${version}\r\nHost: a\r\n\r\n`);
  const [, res] = await new Promise<[unknown, ServerResponse]>((resolve) => {
    server.once('request', (...exchange) => {
      resolve(exchange);
    });
  });
  return res;
}

/** Writes more than any socket takes by itself; gives the wait for the consumer. */
function fill(res: ServerResponse, idleMs: number) {
  const stream = createConsumerStream(res, idleMs);
  return { stream, written: stream.write(LARGE) };
}

/** The rejection of a promise, taken note of from now on. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => error,
  );

const gone = (message: string) => expect.objectContaining({ name: 'ConsumerGoneError', message });

describe('writing to a consumer', () => {
  test('goes at its pace: waits while it takes nothing, and goes on when it does', async () => {
    const res = await ask();
    const { stream, written } = fill(res, LONG_MS);
    let isTaken = false;
    void written.then(() => (isTaken = true));
    for (let turns = 0; turns < 100; turns += 1) await turn();
    expect(isTaken).toBe(false);
    consumer.resume();
    await written;
    await stream.end(Buffer.from('the end'));
  });

  test('leaves no listener behind', async () => {
    const res = await ask();
    const listeners = () => ['drain', 'finish', 'close'].map((event) => res.listenerCount(event));
    const before = listeners();
    consumer.resume();
    const stream = createConsumerStream(res, LONG_MS);
    for (let chunks = 0; chunks < 50; chunks += 1) await stream.write(CHUNK);
    expect(listeners()).toEqual(before);
    await stream.end();
  });

  test('gives up when it takes nothing for too long', async () => {
    const res = await ask();
    const { written } = fill(res, 30);
    expect(await failureOf(written)).toEqual(gone('the consumer took no bytes for too long'));
  });

  test('gives up when it goes away meanwhile', async () => {
    const res = await ask();
    const { written } = fill(res, LONG_MS);
    consumer.resetAndDestroy();
    expect(await failureOf(written)).toEqual(gone('the consumer went away'));
  });

  test('does not begin when it has gone away before', async () => {
    const res = await ask();
    const closed = once(res, 'close');
    consumer.resetAndDestroy();
    await closed;
    const stream = createConsumerStream(res, LONG_MS);
    expect(await failureOf(stream.write(CHUNK))).toEqual(gone('the consumer went away'));
    expect(await failureOf(stream.end(CHUNK))).toEqual(gone('the consumer went away'));
  });
});

describe('cutting an answer', () => {
  test('sends what has been written, and no end', async () => {
    const res = await ask();
    const stream = createConsumerStream(res, LONG_MS);
    await stream.write(Buffer.from('{"begun":'));
    stream.cut(new Error('the record broke off'));
    consumer.resume();
    expect(await text(consumer)).toMatch(/\r\n9\r\n\{"begun":\r\n$/);
  });

  test('breaks the connection of HTTP/1.0, where its end would be that of the answer', async () => {
    const res = await ask('1.0');
    const stream = createConsumerStream(res, LONG_MS);
    await stream.write(Buffer.from('{"begun":'));
    const broken = once(consumer, 'end').then(
      () => 'ended',
      (error: unknown) => error,
    );
    stream.cut(new Error('the record broke off'));
    consumer.resume();
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });

  test('does not wait for a consumer that takes nothing any more', async () => {
    const res = await ask();
    const { stream, written } = fill(res, 30);
    const failure = await failureOf(written);
    stream.cut(failure);
    expect(res.destroyed).toBe(true);
    expect(failure).toBeInstanceOf(ConsumerGoneError);
  });

  test('waits for a consumer no longer than it may idle', async () => {
    const res = await ask();
    const { stream, written } = fill(res, 50);
    const failure = failureOf(written);
    const closed = once(res, 'close');
    stream.cut(new Error('the record broke off'));
    await closed;
    expect(await failure).toBeInstanceOf(ConsumerGoneError);
  });

  test('does nothing to a connection that is gone', async () => {
    const res = await ask();
    const closed = once(res, 'close');
    consumer.resetAndDestroy();
    await closed;
    expect(() => {
      createConsumerStream(res, LONG_MS).cut(new Error('the record broke off'));
    }).not.toThrow();
  });
});

test('a consumer of HTTP/1.0 that took nothing for too long is told by a reset, for the end of its connection is no error', async () => {
  const res = await ask('1.0');
  const { stream, written } = fill(res, 50);
  const error = await failureOf(written);
  const failure = once(consumer, 'error');

  stream.cut(error);
  consumer.resume();

  expect(await failure).toMatchObject([{ code: 'ECONNRESET' }]);
});
