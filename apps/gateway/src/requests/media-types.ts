import type { IncomingHttpHeaders } from 'node:http';
import { MIMEType } from 'node:util';
import { MEDIA_TYPES } from '@cdg/fhir';
import Negotiator from 'negotiator';
import { CallError } from '../errors/call-error.ts';

const ACCEPTED: readonly string[] = [MEDIA_TYPES.fhirJson, MEDIA_TYPES.json];

/**
 * Checks Content-Type and Accept: FHIR JSON or JSON in UTF-8, whatever other parameters they carry.
 *
 * @throws CallError 415 or 406
 */
export function checkMediaTypes(headers: IncomingHttpHeaders): void {
  if (!isAcceptedContentType(headers['content-type'])) {
    throw new CallError('unsupportedMediaType', `Content-Type must be ${ACCEPTED.join(' or ')}, in UTF-8`);
  }
  if (!acceptsJson(headers.accept)) {
    throw new CallError('notAcceptable', `Accept must allow ${ACCEPTED.join(' or ')}`);
  }
}

function isAcceptedContentType(contentType: string | undefined): boolean {
  try {
    const type = new MIMEType(contentType ?? '');
    return ACCEPTED.includes(type.essence) && /^utf-?8$/i.test(type.params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
}

function acceptsJson(accept: string | undefined): boolean {
  if (accept === undefined) return true;
  // Parameters other than q (charset, fhirVersion) do not decide here.
  const withoutParameters = accept.replace(/;(?!\s*q\s*=)[^;,]*/gi, '');
  return new Negotiator({ headers: { accept: withoutParameters } }).mediaTypes([...ACCEPTED]).length > 0;
}

/** Whether the consumer can take a gzip body. */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return new Negotiator({ headers: { 'accept-encoding': headers['accept-encoding'] ?? 'identity' } })
    .encodings(['gzip'])
    .includes('gzip');
}
