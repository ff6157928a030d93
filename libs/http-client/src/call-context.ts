import type { Deadline } from './deadline.ts';

/** What became of one HTTP exchange with an upstream: enough for a log line and a metric, and never an identifier. */
export interface UpstreamCall {
  readonly upstream: string;
  /** `ok`, or how it failed. */
  readonly outcome: 'ok' | 'timeout' | 'network' | 'cancelled' | 'too-large';
  readonly status?: number;
  readonly ms: number;
}

/** What a call needs to know of the request it is made for. */
export interface CallContext {
  readonly deadline: Deadline;
  readonly onUpstreamCall?: (call: UpstreamCall) => void;
}
