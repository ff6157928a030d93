import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { answerRefusedRequests } from './refused-requests.ts';

const MAX_HEADER_BYTES = 4_096;

let server: Server;
let refused: number[] = [];
const ended: Promise<unknown>[] = [];

afterEach(async () => {
  refused = [];
  server.closeAllConnections();
  server.close();
  await Promise.all(ended.splice(0));
});

/** Starts a server that gives up quickly on requests that do not come. */
async function start(listener: RequestListener = (_req, res) => res.end('well')): Promise<void> {
  const limits = { requestTimeout: 60, headersTimeout: 60, connectionsCheckingInterval: 20 };
  server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, ...limits }, listener);
  answerRefusedRequests(server, {
    maxHeaderBytes: MAX_HEADER_BYTES,
    onRefused: ({ row }) => refused.push(row.status),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function open() {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  const socket = connect({ port: address.port, host: '127.0.0.1' });
  ended.push(once(socket, 'close'));
  return socket;
}

/** Sends bytes as they are, and gives everything that came until the server closed the connection. */
async function send(bytes: string): Promise<string> {
  const socket = open();
  socket.write(bytes);
  return text(socket);
}

function parse(answer: string) {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [statusLine, ...headers] = head.split('\r\n');
  return { statusLine, headers, outcome: parseJson(body), body };
}

const parseJson = (body: string): unknown => JSON.parse(body);

const outcome = (issue: string, diagnostics: string) =>
  expect.objectContaining({
    resourceType: 'OperationOutcome',
    issue: [expect.objectContaining({ severity: 'error', code: issue, diagnostics })],
  });

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\n';

describe('a request that cannot be read is answered with an OperationOutcome', () => {
  const notHttp = { status: '400 Bad Request', issue: 'invalid', said: 'The request is not well-formed HTTP/1.1' };

  test.each([
    ['no HTTP at all', 'hello\r\n\r\n', notHttp],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: a\r\n\r\n', notHttp],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', notHttp],
    ['a control character in the path', 'GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n', notHttp],
    ['a header without a colon', `${HEAD}rubbish\r\n\r\n`, notHttp],
    ['two lengths', `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, notHttp],
    [
      'headers over the limit',
      `${HEAD}X: ${'x'.repeat(MAX_HEADER_BYTES)}\r\n\r\n`,
      {
        status: '431 Request Header Fields Too Large',
        issue: 'too-long',
        said: 'The request headers must be at most 4096 bytes',
      },
    ],
    [
      'headers that stop coming',
      HEAD,
      { status: '408 Request Timeout', issue: 'timeout', said: 'The request did not arrive in time' },
    ],
  ])('%s', async (_, bytes, { status, issue, said }) => {
    await start();
    const { statusLine, headers, outcome: answered, body } = parse(await send(bytes));
    expect(statusLine).toBe(`HTTP/1.1 ${status}`);
    expect(answered).toEqual(outcome(issue, said));
    expect(headers).toEqual([
      'Content-Type: application/fhir+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      'Connection: close',
    ]);
  });

  test('a body that breaks off in its coding', async () => {
    await start((req) => {
      req.on('error', () => undefined).resume();
    });
    const { statusLine } = parse(await send(`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`));
    expect(statusLine).toBe('HTTP/1.1 400 Bad Request');
  });

  test('CONNECT, with the methods there are', async () => {
    await start();
    const { statusLine, headers } = parse(await send('CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n'));
    expect(statusLine).toBe('HTTP/1.1 405 Method Not Allowed');
    expect(headers).toContain('Allow: GET, HEAD, POST');
  });
});

describe('what cannot be read behind a good request', () => {
  test('is not answered in the middle of the answer to that request', async () => {
    await start((_req, res) => {
      res.writeHead(200, { 'Content-Length': 1_000 });
      res.write('begin');
    });
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'readable');
    socket.write('rubbish\r\n\r\n');
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1.1 200 OK[^]*begin$/);
  });

  test('is not answered in the place of an answer that is still to come', async () => {
    await start(() => undefined);
    expect(await send('GET / HTTP/1.1\r\nHost: a\r\n\r\nrubbish\r\n\r\n')).toBe('');
  });

  test('is answered once that request has had its answer', async () => {
    await start();
    const socket = open();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await once(socket, 'readable');
    socket.write('rubbish\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 200 OK[^]*wellHTTP\/1.1 400 Bad Request/);
  });
});

describe('a request that Node would answer itself', () => {
  test('comes through with an expectation that nobody knows', async () => {
    await start();
    expect(await send(`${HEAD}Expect: cake\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)).toMatch(/well$/);
  });

  test('is invited to go on when it asks before it sends its body', async () => {
    await start();
    const socket = open();
    socket.write(`${HEAD}Expect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\n`);
    await once(socket, 'readable');
    socket.write('{}');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 100 Continue[^]*well$/);
  });
});

test('a client that is gone gets nothing, and nothing breaks', async () => {
  await start();
  const socket = open();
  await once(socket, 'connect');
  socket.write('rubbish');
  socket.resetAndDestroy();
  expect(await send(`${HEAD}Connection: close\r\nContent-Length: 0\r\n\r\n`)).toMatch(/well$/);
});
