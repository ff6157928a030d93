import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReceivedRequest } from './received-request.ts';

export interface Exchange {
  readonly request: ReceivedRequest;
  readonly response: ServerResponse;
}

/** What the upstream does with one request. */
export type Answer = (exchange: Exchange) => void | Promise<void>;

export interface Reply {
  /** 200 unless given. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
}

/** A whole answer, with its Content-Length. */
export function respond({ status = 200, headers = {}, body = '' }: Reply = {}): Answer {
  return ({ response }) => {
    response.writeHead(status, { 'Content-Length': Buffer.byteLength(body), ...headers });
    response.end(body);
  };
}

/** A whole answer with this value as JSON. */
export function respondJson(value: unknown, { headers, ...reply }: Omit<Reply, 'body'> = {}): Answer {
  return respond({
    ...reply,
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
    body: JSON.stringify(value),
  });
}

/** A chunked answer; the next chunk is taken when the socket wants more, so that a slow reader is felt here. */
export function respondInChunks(
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  { status = 200, headers = {} }: Omit<Reply, 'body'> = {},
): Answer {
  return async ({ response }) => {
    response.writeHead(status, headers);
    response.flushHeaders();
    await pipeline(Readable.from(chunks), response);
  };
}

/** Takes the request and never answers. */
export function hang(): Answer {
  return () => undefined;
}

/** Sends the head and this much of a body, promises more, and falls silent. */
export function hangAfter({ status = 200, headers = {}, body = '' }: Reply = {}): Answer {
  return ({ response }) => {
    response.writeHead(status, headers);
    response.flushHeaders();
    if (body.length > 0) response.write(body);
  };
}

/** Resets the connection instead of an answer. */
export function reset(): Answer {
  return ({ response }) => {
    response.socket?.resetAndDestroy();
  };
}

/** Sends the head and the first `bytes` bytes of the body, then closes the connection. */
export function cutAfter(bytes: number, { status = 200, headers = {}, body = '' }: Reply = {}): Answer {
  return ({ response }) => {
    const whole = Buffer.from(body);
    response.writeHead(status, { 'Content-Length': whole.byteLength, ...headers });
    response.flushHeaders();
    response.write(whole.subarray(0, bytes), () => response.socket?.destroySoon());
  };
}

/** Bytes straight to the socket, for answers that are not HTTP; then the connection is closed. */
export function respondRaw(bytes: string | Uint8Array): Answer {
  return ({ response }) => {
    response.socket?.end(bytes);
  };
}

/** An answer that waits until the test releases it. */
export function hold(answer: Answer): { readonly answer: Answer; readonly release: () => void } {
  const gate = Promise.withResolvers<undefined>();
  return {
    answer: async (exchange) => {
      await gate.promise;
      await answer(exchange);
    },
    release: () => {
      gate.resolve(undefined);
    },
  };
}
