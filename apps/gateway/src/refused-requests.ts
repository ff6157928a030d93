import { STATUS_CODES, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { MEDIA_TYPES } from '@cdg/fhir';
import { CallError } from './errors/call-error.ts';
import { operationOutcome } from './errors/operation-outcome.ts';

/** Answers requests that Node's parser refuses before any handler sees them, as far as the socket allows. */
export function answerRefusedRequests(server: Server, maxHeaderBytes: number): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(rawAnswer(refusalFor(error.code, maxHeaderBytes)));
  });
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

function rawAnswer({ row, diagnostics }: CallError): string {
  const body = JSON.stringify(operationOutcome(row, diagnostics));
  return [
    `HTTP/1.1 ${row.status} ${STATUS_CODES[row.status] ?? ''}`,
    `Content-Type: ${MEDIA_TYPES.fhirJson}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
