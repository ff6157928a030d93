import type { UpstreamCall } from './call-context.ts';
import { CancelledError } from './deadline.ts';
import { UpstreamError } from './upstream-error.ts';

const TIMEOUT_CODES: readonly unknown[] = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
];

/** The error to throw for whatever broke an exchange: an UpstreamError, or the cancellation that did it. */
export function failureOf(upstream: string, { error, signal }: { error: unknown; signal: AbortSignal }): Error {
  const cause: unknown = signal.aborted ? signal.reason : error;
  if (cause instanceof UpstreamError || cause instanceof CancelledError) return cause;
  return new UpstreamError(upstream, { kind: isTimeout(cause) ? 'timeout' : 'network', cause });
}

/** How a failed exchange is reported. */
export function outcomeOf(failure: Error): UpstreamCall['outcome'] {
  if (!(failure instanceof UpstreamError)) return 'cancelled';
  if (failure.kind === 'schema') return 'too-large';
  return failure.kind === 'timeout' ? 'timeout' : 'network';
}

function isTimeout(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && TIMEOUT_CODES.includes(error.code);
}
