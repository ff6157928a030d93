import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { MEDIA_TYPES } from '@cdg/fhir';
import { CallError } from './errors/call-error.ts';
import { operationOutcome } from './errors/operation-outcome.ts';
import { hstsHeaders } from './tls/hsts.ts';

/** How long a client may keep its connection once it has been told that its request is refused. */
const LINGER_MS = 5_000;

export interface RefusalSettings {
  readonly maxHeaderBytes: number;
  /** Told of each, for the audit. */
  readonly onRefused: (error: CallError) => void;
}

/** Answers what Node would refuse before any handler sees it, or in words of its own, as far as the socket allows. */
export function answerRefusedRequests(server: Server, { maxHeaderBytes, onRefused }: RefusalSettings): void {
  const isAnswering = watchAnswers(server);
  const refuse = (socket: Duplex, error: CallError) => {
    onRefused(error);
    answer(socket, error);
  };
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswering(socket)) socket.destroy();
    else refuse(socket, refusalFor(error.code, maxHeaderBytes));
  });
  server.on('connect', (_req: IncomingMessage, socket: Duplex) => {
    refuse(socket, new CallError('wrongMethod', 'This is no proxy', { headers: { Allow: 'GET, HEAD, POST' } }));
  });
  // An expectation that nobody knows may be ignored (RFC 9110 section 10.1.1).
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) => server.emit('request', req, res));
}

/**
 * Tells whether a connection is about to get, or getting, the answer to a request read to its end. What cannot be read
 * behind that request must not be answered in its place, or in the middle of its answer.
 */
function watchAnswers(server: Server): (socket: Duplex) => boolean {
  const exchanges = new WeakMap<Duplex, { req: IncomingMessage; res: ServerResponse }>();
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    exchanges.set(req.socket, { req, res });
  });
  return (socket) => {
    const exchange = exchanges.get(socket);
    if (exchange === undefined || exchange.res.writableFinished) return false;
    return exchange.req.complete || exchange.res.headersSent;
  };
}

function refusalFor(code: string | undefined, maxHeaderBytes: number): CallError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new CallError('headersTooLarge', `The request headers must be at most ${maxHeaderBytes} bytes`);
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new CallError('requestTimeout', 'The request did not arrive in time');
  }
  return new CallError('invalidHeader', 'The request is not well-formed HTTP/1.1');
}

function answer(socket: Duplex, error: CallError): void {
  socket.end(rawAnswer(error, hstsHeaders(socket)));
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

function rawAnswer({ row, diagnostics, headers }: CallError, more: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(operationOutcome(row, diagnostics));
  return [
    `HTTP/1.1 ${row.status} ${STATUS_CODES[row.status] ?? ''}`,
    `Content-Type: ${MEDIA_TYPES.fhirJson}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    ...Object.entries({ ...headers, ...more }).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
