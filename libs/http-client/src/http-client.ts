import axios, { AxiosHeaders } from 'axios';
import { Readable } from 'node:stream';
import { Agent, type buildConnector } from 'undici';
import { z } from 'zod';
import type { CallContext, UpstreamCall } from './call-context.ts';
import { DeadlineExceededError } from './deadline.ts';
import { createUndiciAdapter } from './undici-adapter.ts';
import { UpstreamError, type UpstreamErrorDetails } from './upstream-error.ts';

export interface HttpClientOptions {
  /** The upstream's name in errors, logs and metrics, for example `PDS`. */
  readonly upstream: string;
  /** Most connections to one origin. */
  readonly connections: number;
  /** Milliseconds one attempt may take: to the whole answer (`fetchWhole`) or to its head (`openStream`). */
  readonly timeoutMs: number;
  /** Most bytes of an answer that is read whole. */
  readonly maxBytes: number;
  /** Milliseconds a streamed answer may pause while its reader wants bytes. */
  readonly idleTimeoutMs?: number;
  readonly connect?: buildConnector.BuildOptions;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Scheme, host and port. */
  readonly origin: string;
  /** Path and query, sent verbatim. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface StreamedAnswer {
  readonly status: number;
  /** The value of a response header; undefined when absent. */
  readonly header: (name: string) => string | undefined;
  readonly body: Readable;
}

export interface WholeAnswer extends Omit<StreamedAnswer, 'body'> {
  readonly body: Buffer;
}

export interface HttpClient {
  readonly upstream: string;
  /** Resolves with any status once the head is there. @throws UpstreamError of kind timeout or network */
  readonly openStream: (request: HttpRequest, context: CallContext) => Promise<StreamedAnswer>;
  /** Resolves with any status once the body is there. @throws UpstreamError of kind timeout, network or schema (too large) */
  readonly fetchWhole: (request: HttpRequest, context: CallContext) => Promise<WholeAnswer>;
  /** Reads what is left of a streamed answer, within the same limits. @throws UpstreamError */
  readonly readWhole: (answer: StreamedAnswer, context: CallContext) => Promise<WholeAnswer>;
  readonly close: () => Promise<void>;
}

/** The one HTTP client behind all upstream clients: pooled keep-alive connections, a time limit on every attempt, redaction. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { upstream, timeoutMs, maxBytes } = options;
  const agent = createAgent(options);
  const http = axios.create({
    adapter: createUndiciAdapter(agent),
    responseType: 'stream',
    validateStatus: null,
    transformRequest: [],
    transformResponse: [],
    headers: new AxiosHeaders(),
  });

  const exchange = async (request: HttpRequest, signal: AbortSignal): Promise<StreamedAnswer> => {
    const { status, headers, data } = await http.request<unknown>({
      method: request.method,
      baseURL: request.origin,
      url: request.path,
      headers: { Accept: false, 'Content-Type': false, ...request.headers },
      signal,
      ...(request.body !== undefined && { data: request.body }),
    });
    return { status, header: (name) => headerText(headers, name), body: z.instanceof(Readable).parse(data) };
  };

  const attempt = async <T>(context: CallContext, work: (signal: AbortSignal) => Promise<T & { status: number }>) => {
    const limit = limitAttempt(context.deadline.signal, timeoutMs);
    const started = performance.now();
    const report = (call: Pick<UpstreamCall, 'outcome' | 'status'>) => {
      context.onUpstreamCall?.({ upstream, ms: performance.now() - started, ...call });
    };
    try {
      const answer = await work(limit.signal);
      report({ outcome: 'ok', status: answer.status });
      return answer;
    } catch (error) {
      throw reportFailure(upstream, { error, signal: limit.signal }, report);
    } finally {
      limit.end();
    }
  };

  const readWhole = async (answer: StreamedAnswer, signal: AbortSignal): Promise<WholeAnswer> => {
    const stop = () => answer.body.destroy();
    signal.addEventListener('abort', stop, { once: true });
    try {
      return { status: answer.status, header: answer.header, body: await readBody(answer.body, maxBytes) };
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

  return {
    upstream,
    openStream: (request, context) => attempt(context, (signal) => exchange(request, signal)),
    fetchWhole: (request, context) =>
      attempt(context, async (signal) => readWhole(await exchange(request, signal), signal)),
    readWhole: (answer, context) =>
      // The exchange has been reported with its head: what follows here is a failure or nothing new.
      attempt({ deadline: context.deadline }, (signal) => readWhole(answer, signal)),
    close: () => agent.close(),
  };
}

function createAgent({ connections, timeoutMs, idleTimeoutMs, connect }: HttpClientOptions): Agent {
  return new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: idleTimeoutMs ?? timeoutMs,
    keepAliveTimeout: 30_000,
    connect: { timeout: timeoutMs, ...connect },
  });
}

class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError';
}

/** A signal for one attempt: aborts with the outer one, or after `ms`. Ending it stops the clock, not the link. */
function limitAttempt(outer: AbortSignal, ms: number): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  const follow = () => {
    controller.abort(outer.reason);
  };
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => {
    controller.abort(new AttemptTimeoutError('the attempt took too long'));
  }, ms);
  return {
    signal: controller.signal,
    end: () => {
      clearTimeout(timer);
    },
  };
}

async function readBody(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = z.instanceof(Uint8Array).parse(chunk);
    size += bytes.byteLength;
    if (size > maxBytes) throw new TooLargeError('the answer is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

function headerText(headers: unknown, name: string): string | undefined {
  if (!(headers instanceof AxiosHeaders)) return undefined;
  const value = headers.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** Reports a failed attempt and gives the error to throw: an UpstreamError, or the reason why the request was cancelled. */
function reportFailure(
  upstream: string,
  { error, signal }: { error: unknown; signal: AbortSignal },
  report: (call: Pick<UpstreamCall, 'outcome'>) => void,
): unknown {
  const cause: unknown = signal.aborted ? signal.reason : error;
  const fail = (outcome: UpstreamCall['outcome'], details: UpstreamErrorDetails) => {
    report({ outcome });
    return new UpstreamError(upstream, details);
  };
  if (cause instanceof AttemptTimeoutError || cause instanceof DeadlineExceededError || isTimeout(cause)) {
    return fail('timeout', { kind: 'timeout', cause });
  }
  if (cause instanceof TooLargeError) return fail('too-large', { kind: 'schema', detail: cause.message, cause });
  if (cause instanceof Error && cause.name === 'CancelledError') {
    report({ outcome: 'cancelled' });
    return cause;
  }
  return fail('network', { kind: 'network', cause });
}

const TIMEOUT_CODES = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && TIMEOUT_CODES.has(error.code);
}
