import type { Deadline } from './deadline.ts';

/** What became of one HTTP exchange with an upstream: enough for a log line and a metric, and never an identifier. */
export interface UpstreamCall {
  readonly upstream: string;
  /** `ok`, or how it failed. */
  readonly outcome: 'ok' | 'timeout' | 'network' | 'cancelled' | 'too-large';
  readonly status?: number;
  readonly ms: number;
}

/** One exchange as a trace follows it. */
export interface TracedCall {
  /** What tells the upstream of the trace; they go out with the request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly end: (call: Pick<UpstreamCall, 'outcome' | 'status'>) => void;
}

/** Begins to follow an exchange with an upstream, each attempt as one of its own. */
export type TraceCall = (upstream: string) => TracedCall;

/** What a call needs to know of the request it is made for. */
export interface CallContext {
  readonly deadline: Deadline;
  readonly onUpstreamCall?: (call: UpstreamCall) => void;
  /** Absent where there is no trace to follow. */
  readonly traceCall?: TraceCall | undefined;
}
