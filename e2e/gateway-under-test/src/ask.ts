import { request as httpRequest, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { deploymentAt, type Deployment } from './deployment.ts';

export const STRUCTURED_RECORD_PATH = '/patient/$gpc.getstructuredrecord';

/** One HTTP request exactly as it is to go out. A header that is undefined is not sent; an array is sent repeatedly. */
export interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The connection ended before the answer was whole. */
  readonly cut: boolean;
}

const SILENCE_MS = 60_000;

/** Sends a request over a connection of its own and reads what comes, whole or cut. */
export function ask(gateway: string | Deployment, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = open(typeof gateway === 'string' ? deploymentAt(gateway) : gateway, question);
    request.once('response', (response) => {
      void answerFrom(response).then(resolve);
    });
    request.once('error', reject);
    request.once('timeout', () => {
      request.destroy(new Error(`nothing came for ${SILENCE_MS} ms`));
    });
    request.end(question.body);
  });
}

function open({ url, headers: always, tls }: Deployment, question: Question): ClientRequest {
  const { method = 'POST', path = STRUCTURED_RECORD_PATH, headers = {}, body } = question;
  const { protocol, hostname, port, pathname } = new URL(url);
  const options = {
    ...{ hostname: hostname.replace(/^\[(.*)\]$/, '$1'), port, method, path: pathname.replace(/\/+$/, '') + path },
    ...{ agent: false, timeout: SILENCE_MS },
  };
  const request = protocol === 'https:' ? httpsRequest({ ...options, ...tls }) : httpRequest(options);
  for (const [name, value] of Object.entries({ ...always, ...headers })) {
    if (value !== undefined) request.setHeader(name, value);
  }
  // Without it Node frames no body of a DELETE, and it would look like a second request.
  const isFramed = request.hasHeader('Content-Length') || request.hasHeader('Transfer-Encoding');
  if (body !== undefined && !isFramed) request.setHeader('Content-Length', Buffer.byteLength(body));
  return request;
}

function answerFrom(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const finish = (cut: boolean) => {
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks), cut });
    };
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.once('end', () => {
      finish(!response.complete);
    });
    response.once('error', () => {
      finish(true);
    });
  });
}
