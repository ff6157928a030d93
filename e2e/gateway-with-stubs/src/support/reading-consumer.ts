import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { goodHeaders, parametersFor, STRUCTURED_RECORD_PATH } from './ask.ts';

export interface BegunAnswer {
  readonly status: number;
  /** The next bytes, as soon as there are some; nothing is read before. */
  readonly take: () => Promise<Buffer>;
  /** Reads what is left, and tells whether it was cut. */
  readonly rest: () => Promise<{ readonly body: Buffer; readonly cut: boolean }>;
  readonly hangUp: () => void;
}

/** Asks for a record, and gives control over how its answer is read: not at all, until told to. */
export async function beginToRead(baseUrl: string, nhsNumber: string, headers: Readonly<Record<string, string>> = {}) {
  const { request, answered } = beginToAsk(baseUrl, nhsNumber, headers);
  request.on('error', () => undefined);
  return answered;
}

/** Sends a request for a record, whose consumer may go away before it is answered. */
export function beginToAsk(baseUrl: string, nhsNumber: string, headers: Readonly<Record<string, string>> = {}) {
  const request = httpRequest(baseUrl, {
    path: STRUCTURED_RECORD_PATH,
    method: 'POST',
    agent: false,
    headers: { ...goodHeaders(), ...headers },
  });
  const answered = new Promise<BegunAnswer>((resolve, reject) => {
    request.once('error', reject);
    request.once('response', (response) => {
      resolve(begunAnswer(response));
    });
  });
  request.end(parametersFor(nhsNumber));
  return { request, answered };
}

function begunAnswer(response: IncomingMessage): BegunAnswer {
  let failed = false;
  response.on('error', () => {
    failed = true;
  });
  return {
    status: response.statusCode ?? 0,
    take: async () => {
      for (;;) {
        const chunk: unknown = response.read();
        if (Buffer.isBuffer(chunk)) return chunk;
        await once(response, 'readable');
      }
    },
    rest: async () => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      if (!response.closed) await new Promise((resolve) => response.once('close', resolve));
      return { body: Buffer.concat(chunks), cut: failed || !response.complete };
    },
    hangUp: () => {
      response.destroy();
    },
  };
}

/** Asks as a consumer of HTTP/1.0 does, for whom the end of the connection is the end of the answer. */
export function askWithHttp10(baseUrl: string, nhsNumber: string) {
  const { hostname, port } = new URL(baseUrl);
  const body = parametersFor(nhsNumber);
  const headers = { ...goodHeaders(), 'Content-Length': String(Buffer.byteLength(body)) };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(port), hostname);
  socket.write(`POST ${STRUCTURED_RECORD_PATH} HTTP/1.0\r\n${head.join('')}\r\n${body}`);

  const chunks: Buffer[] = [];
  let failed = false;
  socket.on('error', () => {
    failed = true;
  });
  const begun = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      resolve();
    });
  });
  const ended = new Promise<{ text: string; failed: boolean }>((resolve) => {
    socket.once('close', () => {
      resolve({ text: Buffer.concat(chunks).toString(), failed });
    });
  });
  return { begun, ended };
}
