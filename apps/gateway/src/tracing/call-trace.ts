import type { IncomingHttpHeaders } from 'node:http';
import type { TraceCall } from '@cdg/http-client';

/** The five steps of a call (docs/data-path.md), as their spans are called. */
export type Step =
  'validate request' | 'find practice in PDS' | 'find systems in SDS' | 'call provider' | 'send response';

/** The trace of one request. */
export interface CallTrace {
  /** What log lines call it; empty where no trace is kept. */
  readonly ids: Readonly<Record<string, string>>;
  /** Follows calls that belong to no step. */
  readonly traceCall: TraceCall | undefined;
  /** Runs a step as a span of its own; calls that it makes are to be followed by what it is given. */
  readonly step: <T>(name: Step, work: (traceCall: TraceCall | undefined) => Promise<T>) => Promise<T>;
  readonly end: (result: TracedResult) => void;
}

export interface TracedResult {
  readonly status: number;
  /** The kind of error, or `ok`. */
  readonly outcome: string;
}

export interface TracedRequest {
  readonly method: string;
  /** The route's name, not the path as called. */
  readonly route: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Tracing {
  /** Begins the trace of a request, as a part of the consumer's where `traceparent` names one. */
  readonly begin: (request: TracedRequest) => CallTrace;
  /** Sends what is not sent yet, if that is soon done. */
  readonly close: () => Promise<void>;
}
