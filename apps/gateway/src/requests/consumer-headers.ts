import type { IncomingHttpHeaders } from 'node:http';
import { isOdsCode, isUuid } from '@cdg/fhir';
import { CallError } from '../errors/call-error.ts';
import { acceptsGzip } from './media-types.ts';

export interface ConsumerHeaders {
  readonly traceId: string;
  /** The consumer's, or the one made for it on arrival. */
  readonly requestId: string;
  /** The consumer's, or the trace id where it sent none. */
  readonly correlationId: string;
  /** The organisation that asks: an ODS code in upper case. */
  readonly consumerOds: string;
  readonly acceptsGzip: boolean;
}

/** Names of the ids that are echoed on every response, by the key Node gives them. */
const ECHOED = [
  ['Ssp-TraceID', 'ssp-traceid'],
  ['X-Request-ID', 'x-request-id'],
  ['X-Correlation-ID', 'x-correlation-id'],
] as const;

/**
 * Reads the consumer's headers. A repeated header arrives joined by commas, and so is malformed.
 *
 * @throws CallError for the first that is missing or malformed: trace id, organisation, then the optional ids
 */
export function readConsumerHeaders(headers: IncomingHttpHeaders): ConsumerHeaders {
  const traceId = uuidHeader('Ssp-TraceID', required('Ssp-TraceID', headers['ssp-traceid']));
  const consumerOds = odsHeader(required('ODS-from', headers['ods-from']));
  const requestId = uuidHeader('X-Request-ID', String(headers['x-request-id']));
  const correlationId = headers['x-correlation-id'] ?? traceId;
  return {
    traceId,
    requestId,
    correlationId: uuidHeader('X-Correlation-ID', String(correlationId)),
    consumerOds,
    acceptsGzip: acceptsGzip(headers),
  };
}

/** The ids to echo on any response, errors included: those of the request that are valid. */
export function echoedIds(headers: IncomingHttpHeaders): Record<string, string> {
  const echoed: Record<string, string> = {};
  for (const [name, key] of ECHOED) {
    const value = headers[key];
    if (typeof value === 'string' && isUuid(value)) echoed[name] = value;
  }
  return echoed;
}

function required(name: string, value: string | string[] | undefined): string {
  const text = String(value ?? '').trim();
  if (text === '') throw new CallError('invalidHeader', `Missing or empty required header "${name}"`);
  return text;
}

function uuidHeader(name: string, value: string): string {
  if (!isUuid(value)) throw new CallError('invalidHeader', `Invalid header "${name}": must be one UUID`);
  return value;
}

function odsHeader(value: string): string {
  if (!isOdsCode(value)) {
    throw new CallError('invalidHeader', 'Invalid header "ODS-from": must be one ODS code, 1 to 20 letters or digits');
  }
  return value.toUpperCase();
}
