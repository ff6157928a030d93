import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface FakeRequest {
  readonly target: string;
  /** Request line and headers, as they came. */
  readonly head: string;
  readonly body: Buffer;
}

export interface FakeAnswer {
  readonly status: 200 | 400 | 401 | 404;
  readonly contentType: string;
  readonly body: readonly Buffer[];
  /** Bytes after which the rest is kept back for a moment, and what to do then. */
  readonly pause?: { readonly afterBytes: number; readonly ms: number; readonly onPause: () => void };
}

/** The answer to a request; undefined never answers. */
export type Answer = (request: FakeRequest) => FakeAnswer | undefined;

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;

/**
 * An HTTP/1.1 server for measurements only, on bare sockets: a third of the cost of `node:http`, so that it is not what
 * a benchmark measures. It knows keep-alive and Content-Length, nothing else.
 */
export async function serveHttp(answer: Answer, delayMs: number): Promise<{ url: string; server: Server }> {
  const server = createServer({ noDelay: true }, (socket) => {
    serveConnection(socket, answer, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
  return { url: `http://127.0.0.1:${portOf(server.address())}`, server };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no TCP port');
  return address.port;
}

function serveConnection(socket: Socket, answer: Answer, delayMs: number): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (bytes: Buffer) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    const request = takeRequest(pending);
    if (request === undefined) return;
    // The callers send one request at a time.
    pending = Buffer.alloc(0);
    const reply = () => {
      const made = answer(request);
      if (made !== undefined) void send(socket, made);
    };
    if (delayMs === 0) reply();
    else setTimeout(reply, delayMs);
  });
}

function takeRequest(bytes: Buffer): FakeRequest | undefined {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end === -1) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const bodyLength = Number(CONTENT_LENGTH.exec(head)?.[1] ?? 0);
  const body = bytes.subarray(end + END_OF_HEAD.length);
  if (body.length < bodyLength) return undefined;
  const start = head.indexOf(' ') + 1;
  return { target: head.slice(start, head.indexOf(' ', start)), head, body };
}

async function send(socket: Socket, { status, contentType, body, pause }: FakeAnswer): Promise<void> {
  if (socket.destroyed) return;
  const length = body.reduce((sum, part) => sum + part.length, 0);
  const head = `HTTP/1.1 ${status} X\r\nContent-Type: ${contentType}\r\nContent-Length: ${length}\r\n\r\n`;
  if (pause === undefined) {
    writeAll(socket, [Buffer.from(head, 'latin1'), ...body]);
    return;
  }
  const whole = Buffer.concat(body);
  writeAll(socket, [Buffer.from(head, 'latin1'), whole.subarray(0, pause.afterBytes)]);
  pause.onPause();
  await delay(pause.ms);
  // Does nothing where the caller went away meanwhile.
  socket.write(whole.subarray(pause.afterBytes));
}

function writeAll(socket: Socket, parts: readonly Buffer[]): void {
  socket.cork();
  for (const part of parts) socket.write(part);
  socket.uncork();
}
