import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The connection was cut before the answer's end. */
  readonly cut: boolean;
}

export interface Question {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Uint8Array;
}

/** Sends one request as it stands, without any header that a client library would add, and reads the whole answer. */
export function send(url: string, { method, headers, body }: Question): Promise<Answer> {
  const { hostname, port, origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        path: url.slice(origin.length),
        method,
        headers: { ...sent(headers), ...lengthOf(body) },
        agent: false,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', () => undefined);
        incoming.on('close', () => {
          const bytes = Buffer.concat(chunks);
          const { statusCode: status = 0, complete } = incoming;
          resolve({ status, headers: incoming.headers, bytes, text: bytes.toString('utf8'), cut: !complete });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function lengthOf(body: Question['body']): OutgoingHttpHeaders {
  return body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
}

function sent(headers: Question['headers']): OutgoingHttpHeaders {
  const entries = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : [...(value ?? [])]]),
  );
}
