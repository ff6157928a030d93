import { Axios } from 'axios';
import type { SecureContextOptions } from 'node:tls';
import { Agent } from 'undici';
import type { Signal } from './abort.ts';
import type { AnswerBody } from './answer-body.ts';
import { attempt, type AttemptLimit } from './attempt.ts';
import type { CallContext } from './call-context.ts';
import { createConnector, type AddressRule } from './connector.ts';
import { AnswerTooLargeError, exchangeHead, exchangeWhole, type Exchanged } from './exchange.ts';
import { poolUse, type PoolUse } from './pool-use.ts';
import { createUndiciAdapter, type RunExchange } from './undici-adapter.ts';
import { UpstreamError } from './upstream-error.ts';
import { failureOf } from './upstream-failure.ts';

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
  /** Certificates and ciphers for `https`. */
  readonly tls?: SecureContextOptions | undefined;
  /** Which addresses may be connected to; all unless given. */
  readonly permits?: AddressRule | undefined;
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
  readonly body: AnswerBody;
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
  /** From now on connects with this, and closes older connections as soon as their exchanges have ended. */
  readonly renewTls: (tls: SecureContextOptions) => void;
  readonly connections: () => PoolUse;
  readonly close: () => Promise<void>;
}

/** The one HTTP client behind all upstream clients: pooled keep-alive connections, a time limit on every attempt, redaction. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { upstream, timeoutMs } = options;
  const agents = createAgents(options);
  const exchange = createExchange(options, agents.current);

  const attemptWhole = (context: CallContext, answer: (limit: AttemptLimit) => Promise<WholeAnswer>) =>
    attempt({
      upstream,
      timeoutMs,
      context,
      work: async (limit) => {
        const whole = await answer(limit);
        limit.release();
        return whole;
      },
    });

  const open = async (request: HttpRequest, limit: AttemptLimit) => {
    const answer = await exchange.open(traced(request, limit), limit.signal);
    answer.body.onceOver(limit.release);
    return answer;
  };

  return {
    upstream,
    openStream: (request, context) => attempt({ upstream, timeoutMs, context, work: (limit) => open(request, limit) }),
    fetchWhole: (request, context) =>
      attemptWhole(context, (limit) => exchange.fetch(traced(request, limit), limit.signal)),
    // The exchange has been reported with its head: what follows here is a failure or nothing new.
    readWhole: (answer, { deadline }) =>
      attemptWhole({ deadline }, ({ signal }) => readWhole(answer, { ...options, signal })),
    renewTls: agents.renew,
    connections: agents.use,
    close: agents.close,
  };
}

/** The request with the headers of its trace, where there is one. */
function traced(request: HttpRequest, { traceHeaders }: AttemptLimit): HttpRequest {
  return traceHeaders === undefined ? request : { ...request, headers: { ...request.headers, ...traceHeaders } };
}

/** The pool in use, and those whose last exchanges are still under way. */
function createAgents(options: HttpClientOptions) {
  let current = createAgent(options);
  const open = new Set([current]);
  const retire = async (agent: Agent) => {
    await agent.close();
    open.delete(agent);
  };
  return {
    current: () => current,
    use: () => poolUse([...open]),
    renew: (tls: SecureContextOptions) => {
      void retire(current);
      current = createAgent({ ...options, tls });
      open.add(current);
    },
    close: async () => {
      await Promise.all([...open].map(retire));
    },
  };
}

function createAgent({ connections, timeoutMs, idleTimeoutMs, tls, permits }: HttpClientOptions): Agent {
  return new Agent({
    connections,
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: idleTimeoutMs ?? timeoutMs,
    keepAliveTimeout: 30_000,
    connect: createConnector({ timeoutMs, tls, permits }),
  });
}

/** One request and its answer as axios gives it: any status, the body untouched. */
function createExchange({ upstream, maxBytes }: HttpClientOptions, agent: () => Agent) {
  // Without the defaults of `axios.create`, which every request would have merged into its own settings.
  const http = new Axios({ adapter: createUndiciAdapter(agent), validateStatus: null });
  const send = async <Body>(run: RunExchange<Body>) => {
    const { data } = await http.request<Exchanged<Body>>({ data: run });
    const { status, headers, body } = data;
    return { status, header: (name: string) => headerText(headers[name.toLowerCase()]), body };
  };

  return {
    /** The head of the answer, its body still flowing. */
    open: (request: HttpRequest, signal: Signal): Promise<StreamedAnswer> => {
      const rename = (error: Error) => failureOf(upstream, { error, signal });
      return send((pool) => exchangeHead(pool, request, { signal, rename }));
    },
    /** The whole answer. */
    fetch: (request: HttpRequest, signal: Signal): Promise<WholeAnswer> =>
      send((pool) => exchangeWhole(pool, request, { signal, maxBytes })).catch((error: unknown) => {
        throw error instanceof AnswerTooLargeError ? tooLarge(upstream) : error;
      }),
  };
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function tooLarge(upstream: string): UpstreamError {
  return new UpstreamError(upstream, { kind: 'schema', detail: 'the answer is too large' });
}

interface Limits {
  readonly upstream: string;
  readonly maxBytes: number;
  readonly signal: Signal;
}

async function readWhole({ status, header, body }: StreamedAnswer, limits: Limits): Promise<WholeAnswer> {
  const { signal } = limits;
  if (signal.aborted) body.destroy();
  signal.addEventListener('abort', body.destroy);
  try {
    return { status, header, body: await readBody(body, limits) };
  } finally {
    signal.removeEventListener('abort', body.destroy);
  }
}

async function readBody(body: AnswerBody, { upstream, maxBytes }: Limits): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(upstream);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
