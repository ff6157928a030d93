import type { Signal } from './abort.ts';
import type { UpstreamCall } from './call-context.ts';
import { CancelledError } from './deadline.ts';
import { UpstreamError } from './upstream-error.ts';

const TIMEOUT_CODES: readonly unknown[] = [
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
];

/** Refused, reset or closed without an answer; not an answer that is no HTTP, a certificate or a name that is wrong. */
const BROKEN_CONNECTION_CODES: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];

/** The error to throw for whatever broke an exchange: an UpstreamError, or the cancellation that did it. */
export function failureOf(upstream: string, { error, signal }: { error: unknown; signal: Signal }): Error {
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

/** Whether a network fault may be gone on the next attempt. */
export function isBrokenConnection(cause: unknown): boolean {
  return BROKEN_CONNECTION_CODES.includes(codeOf(cause));
}

function isTimeout(error: unknown): boolean {
  return TIMEOUT_CODES.includes(codeOf(error));
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
