import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';

/** A request as it is to go out. A header that is undefined is not sent. */
export interface Question {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string | Uint8Array;
}

export interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the connection ended before the answer did. */
  readonly isWhole: boolean;
}

/** Sends a request on a connection of its own and reads its answer; undefined when the connection ended without one. */
export function receive(url: string, { method = 'GET', path = '/', headers = {}, body }: Question = {}) {
  return new Promise<Received | undefined>((resolve) => {
    const call = httpRequest(url, { method, path, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      const finish = () => {
        const { statusCode: status, headers: answered, complete: isWhole } = incoming;
        resolve({ status, headers: answered, body: Buffer.concat(chunks), isWhole });
      };
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', finish).once('error', finish);
    });
    call.once('error', () => {
      resolve(undefined);
    });
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) call.setHeader(name, value);
    }
    call.end(body);
  });
}
