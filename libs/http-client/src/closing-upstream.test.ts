import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHttpClient, startDeadline, type HttpClient } from './index.ts';

let server: Server | undefined;
let http: HttpClient | undefined;

afterEach(async () => {
  await http?.close();
  server?.close();
});

/** An upstream that sends this head and so many bytes, and closes its connection. */
async function startClosing(head: string, bytes: number): Promise<string> {
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n${'x'.repeat(bytes)}`));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (!isAddressInfo(address)) throw new Error('the server does not listen');
  return `http://127.0.0.1:${address.port}`;
}

const isAddressInfo = (address: string | AddressInfo | null): address is AddressInfo => typeof address === 'object';

describe('an upstream that closes its connection after its answer, while the reader pauses', () => {
  test.each([65_536, 70_000, 100_000, 300_000])('loses none of its %i bytes', async (bytes) => {
    const origin = await startClosing(`Connection: close\r\nContent-Length: ${bytes}\r\n`, bytes);
    http = createHttpClient({ upstream: 'Provider', connections: 1, timeoutMs: 5_000, maxBytes: 1_000 });
    const deadline = startDeadline(5_000);
    const { body } = await http.openStream({ method: 'GET', origin, path: '/', headers: {} }, { deadline });
    await pause(300);

    let come = 0;
    for await (const chunk of body) come += chunk.length;

    expect(come).toBe(bytes);
    deadline.lift();
  });
});
