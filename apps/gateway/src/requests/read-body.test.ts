import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listen, type RunningServer } from '@cdg/http-server';
import { CallError } from '../errors/call-error.ts';
import { receive } from '../testing/receive.ts';
import { readBody, type DiscardLimits } from './read-body.ts';

const MAX_BYTES = 1_000;
/** More than fits into the buffers on the way. */
const MORE = 20_000_000;
const DISCARD = { bytes: MORE + 10_000, ms: 20_000 };

let server: RunningServer;

/** Answers with the body as it was read, or with what was thrown. */
function answerWith(discard?: DiscardLimits): RequestListener {
  return (req, res) => {
    readBody(req, MAX_BYTES, discard).then(
      (body) => res.end(body),
      (error: unknown) => res.writeHead(400, error instanceof CallError ? error.headers : {}).end(String(error)),
    );
  };
}

beforeAll(async () => {
  server = await listen(answerWith(DISCARD), { host: '127.0.0.1', port: 0 });
});
afterAll(() => server.close(0));

const connectTo = ({ url }: RunningServer) => connect(Number(new URL(url).port), '127.0.0.1');

async function send(body: Uint8Array | string, headers: Record<string, string> = {}) {
  const answer = await receive(server.url, { method: 'POST', headers, body });
  return answer && { status: answer.status, body: answer.body.toString('latin1') };
}

const chunk = (size: number) => `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`;
const CHUNKED = { 'Transfer-Encoding': 'chunked' };

describe('readBody', () => {
  test.each([
    ['with its length', {}],
    ['in chunks', CHUNKED],
    ['with a coding that changes nothing', { 'Content-Encoding': ' Identity ' }],
  ])('reads a body byte for byte, sent %s', async (_, headers) => {
    const body = Buffer.from(Array.from({ length: MAX_BYTES }, (_each, index) => index % 256));
    expect(await send(body, headers)).toEqual({ status: 200, body: body.toString('latin1') });
  });

  test('gives no bytes where there is no body', async () => {
    expect(await send('')).toEqual({ status: 200, body: '' });
  });

  test.each([
    ['with its length', 'x'.repeat(MAX_BYTES + 1), {}],
    ['in chunks', 'x'.repeat(MAX_BYTES + 1), CHUNKED],
  ])('refuses a body over the limit, sent %s', async (_, body, headers) => {
    expect(await send(body, headers)).toEqual({
      status: 400,
      body: 'CallError: The request body must be at most 1000 bytes',
    });
  });

  test.each([
    ['with its length', `Content-Length: ${MORE + 2_000}`, 'x'.repeat(2_000), 'x'.repeat(MORE)],
    ['in chunks', 'Transfer-Encoding: chunked', chunk(2_000), `${chunk(MORE)}0\r\n\r\n`],
  ])('keeps the connection of who still sends a body over the limit %s', async (...[, header, begin, rest]) => {
    const socket = connectTo(server);
    try {
      const next = async () => String((await once(socket, 'data'))[0]);
      socket.write(`POST / HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n${begin}`);
      expect(await next()).toMatch(/^HTTP\/1\.1 400 /);
      socket.write(`${rest}GET / HTTP/1.1\r\nHost: a\r\n\r\n`);
      expect(await next()).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      socket.destroy();
    }
  });

  test.each([
    ['more than may be thrown away', { bytes: 10_000, ms: 60_000 }, 'x'.repeat(MORE)],
    ['for too long', { bytes: MORE, ms: 20 }, 'x'],
  ])('answers, then closes the connection of who sends %s', async (_, discard, rest) => {
    const impatient = await listen(answerWith(discard), { host: '127.0.0.1', port: 0 });
    const socket = connectTo(impatient);
    try {
      let answer = '';
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('data', (bytes) => (answer += String(bytes))).on('error', () => undefined);
      socket.write('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
      socket.write(chunk(2_000));
      await once(socket, 'data');
      if (!socket.destroyed) socket.write(`${(2 * MORE).toString(16)}\r\n${rest}`);
      await closed;
      expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*must be at most 1000 bytes/);
    } finally {
      socket.destroy();
      await impatient.close(0);
    }
  });

  test('fails when the request breaks off', async () => {
    const broken = Promise.withResolvers<unknown>();
    const other = await listen((req) => void readBody(req, MAX_BYTES).catch(broken.resolve), {
      host: '127.0.0.1',
      port: 0,
    });
    const socket = connectTo(other);
    try {
      socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345', () => socket.destroy());
      expect(await broken.promise).toMatchObject({ message: expect.any(String) });
    } finally {
      socket.destroy();
      await other.close(0);
    }
  });

  test('refuses a content coding', async () => {
    expect(await send('x', { 'Content-Encoding': 'gzip' })).toEqual({
      status: 400,
      body: 'CallError: Content-Encoding must be absent: send the body uncompressed',
    });
  });
});
