import { STATUS_CODES } from 'node:http';
import { AddressNotPermittedError, UpstreamError } from '@cdg/http-client';
import { CallError } from './call-error.ts';
import { endpointNotPermitted } from './endpoint-not-permitted.ts';

/** How each upstream is named to the caller. */
const FAILED = {
  PDS: 'PDS FHIR API request failed',
  SDS: 'SDS FHIR API request failed',
  Provider: 'Provider request failed',
} as const;

export type UpstreamName = keyof typeof FAILED;

const TIMEOUT_STATUSES = new Set([408, 504, 599]);
const TRANSIENT_STATUSES = new Set([502, 503]);
const DEFAULT_RETRY_AFTER_S = 5;

/**
 * What the caller sees of a failed upstream call (gateway contract, errors): 504 for time-outs, 503 when the upstream
 * throttles, asks for more time than there is, or was left in peace, 502 for everything else.
 *
 * @param remainingMs what is left of the request's deadline
 */
export function upstreamToSpine(error: UpstreamError, remainingMs: number): CallError {
  const { upstream, kind, status, retryAfterMs } = error;
  if (kind === 'timeout' || isTimeoutOf(upstream, error)) {
    return new CallError('timeout', `${upstream} request timed out`, { cause: error });
  }
  if (takesNoRequests(error, remainingMs)) {
    const seconds = retryAfterMs === undefined ? DEFAULT_RETRY_AFTER_S : Math.ceil(retryAfterMs / 1000);
    return new CallError('throttled', `${upstream} is not taking requests at the moment`, {
      headers: { 'Retry-After': String(seconds) },
      cause: error,
    });
  }
  if (error.cause instanceof AddressNotPermittedError) return endpointNotPermitted(error);
  const transient = kind === 'network' || TRANSIENT_STATUSES.has(status ?? 0);
  return new CallError(transient ? 'upstreamUnavailable' : 'upstreamFailed', failure(error), { cause: error });
}

function takesNoRequests({ kind, status, retryAfterMs }: UpstreamError, remainingMs: number): boolean {
  if (kind === 'withheld' || status === 429) return true;
  return status === 503 && retryAfterMs !== undefined && retryAfterMs >= remainingMs;
}

function isTimeoutOf(upstream: string, { kind, status }: UpstreamError): boolean {
  // 408 has this meaning from PDS alone: its back end did not finish in time.
  return kind === 'status' && TIMEOUT_STATUSES.has(status ?? 0) && (status !== 408 || upstream === 'PDS');
}

function failure({ upstream, kind, status, detail }: UpstreamError): string {
  const prefix = isUpstreamName(upstream) ? FAILED[upstream] : `${upstream} request failed`;
  if (kind === 'network') return `${prefix}: connection failed`;
  if (kind === 'schema') return `${prefix}: ${detail ?? 'malformed answer'}`;
  return `${prefix}: ${STATUS_CODES[status ?? 0] ?? `status ${status ?? 'unknown'}`}`;
}

function isUpstreamName(name: string): name is UpstreamName {
  return name in FAILED;
}
