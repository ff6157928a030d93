import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { CancelledError, UpstreamError, type TracedCall } from '@cdg/http-client';
import { CallError } from '../errors/call-error.ts';
import type { TracedResult } from './call-trace.ts';

/** Ends the span of a request. A refusal is an answer like any other; a 5xx and a record that was cut are not. */
export function endRequest(span: Span, { status, outcome }: TracedResult): void {
  span.setAttribute('http.response.status_code', status);
  if (outcome !== 'ok') span.setAttribute('error.type', outcome);
  if (status >= 500 || outcome === 'cut') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Ends the span of an exchange with an upstream, for which a 4xx is an error, too. */
export function endCall(span: Span, { outcome, status }: Parameters<TracedCall['end']>[0]): void {
  if (status !== undefined) span.setAttribute('http.response.status_code', status);
  if (outcome !== 'ok') span.setAttribute('error.type', outcome);
  else if (status !== undefined && status >= 400) span.setAttribute('error.type', String(status));
  if (outcome !== 'ok' || (status ?? 0) >= 400) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/** Says on a step's span how it failed: by the kind of error alone, for a message may say more. */
export function blame(span: Span, error: unknown): void {
  span.setAttribute('error.type', kindOf(error));
  if (!(error instanceof CallError) || error.row.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
}

function kindOf(error: unknown): string {
  if (error instanceof CallError) return error.kind;
  if (error instanceof UpstreamError) return `${error.upstream} ${error.kind}`;
  return error instanceof CancelledError ? 'cancelled' : 'internal';
}
