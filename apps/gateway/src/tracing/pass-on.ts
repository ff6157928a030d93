import type { TraceCall } from '@cdg/http-client';
import type { CallTrace, Tracing } from './call-trace.ts';

/** W3C Trace Context, `traceparent`: version, trace id, parent id, flags; ids of zeros alone are no ids. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Where no trace is kept and none is to be told of. */
export const NO_TRACE = traceWith(undefined);

/**
 * Keeps no trace, and passes a consumer's `traceparent` on as it came, so that a trace does not end here. What is no
 * `traceparent` goes no further.
 */
export const PASSING_ON: Tracing = {
  begin: ({ headers: { traceparent } }) => {
    if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return NO_TRACE;
    const call = { headers: { traceparent }, end: () => undefined };
    return traceWith(() => call);
  },
  close: () => Promise.resolve(),
};

function traceWith(traceCall: TraceCall | undefined): CallTrace {
  return { ids: {}, traceCall, step: (_name, work) => work(traceCall), end: () => undefined };
}
