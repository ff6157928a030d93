/**
 * How a call to an upstream service failed:
 * `timeout` it did not answer in time, `network` no usable HTTP answer came, `status` it answered with an unwanted
 * status, `schema` its answer was not what its contract promises (also: larger than allowed), `withheld` it was not asked,
 * because it is failing or has enough to do.
 */
export type UpstreamFault = 'timeout' | 'network' | 'status' | 'schema' | 'withheld';

export interface UpstreamErrorDetails {
  readonly kind: UpstreamFault;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** How long to wait before the next call, in milliseconds: what the upstream asked for (`Retry-After`), or our own estimate. */
  readonly retryAfterMs?: number;
  /** What was wrong, in words fit for a log: never a URL, a header or a body. */
  readonly detail?: string;
  readonly cause?: unknown;
}

/** A call to an upstream failed. Thrown by the clients; only the gateway's error mapper decides what the caller sees. */
export class UpstreamError extends Error {
  readonly upstream: string;
  readonly kind: UpstreamFault;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly detail: string | undefined;

  constructor(upstream: string, details: UpstreamErrorDetails) {
    const { kind, status, retryAfterMs, detail, cause } = details;
    super([upstream, kind, status, detail].filter((part) => part !== undefined).join(' '), { cause });
    this.name = 'UpstreamError';
    this.upstream = upstream;
    this.kind = kind;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.detail = detail;
  }
}
