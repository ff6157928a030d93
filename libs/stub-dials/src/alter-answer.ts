import type { OutgoingHttpHeader, OutgoingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { PassThrough, pipeline as join, Writable, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Response } from 'express';

/** The answer that a route is writing. Its head may be changed until the first altered byte is out. */
export interface Answer {
  readonly res: Response;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
  /** Set to cut the connection where the answer would have ended. */
  cut: boolean;
}

/** How an answer is altered on its way out. */
export interface Alteration {
  /** The body is decoded first, when it is compressed. */
  readonly decoded?: boolean;
  /** It concerns answers without a body too; otherwise these (to HEAD, 204, 304) pass as they are. */
  readonly bodyless?: boolean;
  readonly alter: (body: AsyncIterable<Buffer>, answer: Answer) => AsyncIterable<Uint8Array>;
}

type Headers = OutgoingHttpHeaders | OutgoingHttpHeader[];
type Raw = Pick<Response, 'writeHead' | 'write' | 'end' | 'flushHeaders'>;

/** Puts an alteration between a route and the connection: the route writes to `res` as ever, streams included. */
export function alterAnswer(res: Response, alteration: Alteration): void {
  const raw: Raw = {
    writeHead: res.writeHead.bind(res),
    write: res.write.bind(res),
    end: res.end.bind(res),
    flushHeaders: res.flushHeaders.bind(res),
  };
  const signal = goneSignal(res);
  let entrance: PassThrough | undefined;
  let headGiven = false;
  const body = () => {
    headGiven = true;
    return (entrance ??= startAltering({ res, raw, alteration, signal }));
  };

  // As far as the route can tell its head is out, though it waits here for the body.
  Object.defineProperty(res, 'headersSent', { get: () => headGiven, configurable: true });
  res.writeHead = (status: number, reasonOrHeaders?: string | Headers, headers?: Headers) => {
    headGiven = true;
    res.statusCode = status;
    if (typeof reasonOrHeaders === 'string') res.statusMessage = reasonOrHeaders;
    setHeaders(res, typeof reasonOrHeaders === 'object' ? reasonOrHeaders : headers);
    return res;
  };
  res.flushHeaders = () => undefined;
  res.write = (chunk: unknown, ...rest: unknown[]) => {
    const bytes = body();
    return !bytes.destroyed && !bytes.writableEnded && bytes.write(toBytes(chunk, rest[0]), callbackIn(rest));
  };
  res.end = (...given: unknown[]) => {
    const chunk = typeof given[0] === 'function' ? undefined : given[0];
    const last = chunk === undefined || chunk === null ? Buffer.alloc(0) : toBytes(chunk, given[1]);
    if (entrance === undefined) announceLength(res, last.length);
    const bytes = body();
    if (!bytes.destroyed && !bytes.writableEnded) bytes.end(last, callbackIn(given));
    return res;
  };
}

interface Crossing {
  readonly res: Response;
  readonly raw: Raw;
  readonly alteration: Alteration;
  readonly signal: AbortSignal;
}

function startAltering({ res, raw, alteration, signal }: Crossing): PassThrough {
  const answer: Answer = { res, signal, cut: false };
  const concerned = alteration.bodyless === true || hasBody(res);
  const entrance = new PassThrough();
  const source = concerned && alteration.decoded === true ? decode(res, entrance) : entrance;
  const alter = (bytes: AsyncIterable<Buffer>) => (concerned ? alteration.alter(bytes, answer) : bytes);
  entrance.on('drain', () => res.emit('drain'));
  pipeline(source, alter, exitOf(answer, raw), { signal }).catch(() => {
    entrance.destroy();
    if (!res.writableFinished) res.req.socket.destroy();
  });
  return entrance;
}

/** Ends every wait of an alteration when the client has gone, even before the route began to write. */
function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  if (res.closed) gone.abort();
  res.once('close', () => {
    gone.abort();
  });
  return gone.signal;
}

/** Waits for each chunk to leave before it takes the next, so that back-pressure reaches the route. */
function exitOf(answer: Answer, raw: Raw): Writable {
  const { res } = answer;
  let begun = false;
  const begin = () => {
    if (!begun) raw.writeHead(res.statusCode);
    begun = true;
  };
  return new Writable({
    write: (chunk, _encoding, done) => {
      begin();
      raw.write(chunk, done);
    },
    final: (done) => {
      begin();
      if (answer.cut) {
        raw.flushHeaders();
        cutConnection(res.req.socket);
      } else {
        raw.end();
      }
      done();
    },
  });
}

/** What has been written still leaves; then the connection ends. */
function cutConnection(socket: Socket): void {
  socket.end(() => {
    socket.destroy();
  });
}

function hasBody({ req, statusCode }: Response): boolean {
  return req.method !== 'HEAD' && statusCode !== 204 && statusCode !== 304;
}

/** As Node itself does for an answer that is given in one piece. */
function announceLength(res: Response, length: number): void {
  if (res.statusCode === 204 || res.statusCode === 304) return;
  if (!res.hasHeader('Content-Length') && !res.hasHeader('Transfer-Encoding')) res.setHeader('Content-Length', length);
}

function decode(res: Response, entrance: PassThrough): Readable {
  const decoder = decoderFor(res.getHeader('Content-Encoding'));
  if (decoder === undefined) return entrance;
  res.removeHeader('Content-Encoding');
  res.removeHeader('Content-Length');
  return join(entrance, decoder, () => undefined);
}

function decoderFor(encoding: OutgoingHttpHeader | undefined) {
  switch (String(encoding).toLowerCase()) {
    case 'gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

function setHeaders(res: Response, headers: Headers | undefined): void {
  if (headers === undefined) return;
  const pairs = Array.isArray(headers)
    ? headers.flatMap((name, at) => (at % 2 === 0 ? [[String(name), headers[at + 1]] as const] : []))
    : Object.entries(headers);
  for (const [name, value] of pairs) if (value !== undefined) res.setHeader(name, value);
}

function toBytes(chunk: unknown, encoding: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const text = String(chunk);
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) ? Buffer.from(text, encoding) : Buffer.from(text);
}

function callbackIn(rest: readonly unknown[]): (() => void) | undefined {
  return rest.find(isCallback);
}

function isCallback(value: unknown): value is () => void {
  return typeof value === 'function';
}
