import type { IncomingHttpHeaders } from 'node:http';
import { MIMEType } from 'node:util';
import { MEDIA_TYPES } from '@cdg/fhir';
import { LRUCache } from 'lru-cache';
import Negotiator from 'negotiator';
import { CallError } from '../errors/call-error.ts';

const ACCEPTED: readonly string[] = [MEDIA_TYPES.fhirJson, MEDIA_TYPES.json];

/** Consumers send the same few headers all day: how each was judged is kept, for the short ones and up to so many. */
const MOST_REMEMBERED = 100;
const LONGEST_REMEMBERED = 200;

/**
 * Checks Content-Type and Accept: FHIR JSON or JSON in UTF-8, whatever other parameters they carry.
 *
 * @throws CallError 415 or 406
 */
export function checkMediaTypes(headers: IncomingHttpHeaders): void {
  if (!isAcceptedContentType(headers['content-type'] ?? '')) {
    throw new CallError('unsupportedMediaType', `Content-Type must be ${ACCEPTED.join(' or ')}, in UTF-8`);
  }
  if (headers.accept !== undefined && !acceptsJson(headers.accept)) {
    throw new CallError('notAcceptable', `Accept must allow ${ACCEPTED.join(' or ')}`);
  }
}

const isAcceptedContentType = remembered((contentType: string): boolean => {
  try {
    const type = new MIMEType(contentType);
    return ACCEPTED.includes(type.essence) && /^utf-?8$/i.test(type.params.get('charset') ?? 'utf-8');
  } catch {
    return false;
  }
});

const acceptsJson = remembered((accept: string): boolean => {
  // Parameters other than q (charset, fhirVersion) do not decide here.
  const withoutParameters = accept.replace(/;(?!\s*q\s*=)[^;,]*/gi, '');
  return new Negotiator({ headers: { accept: withoutParameters } }).mediaTypes([...ACCEPTED]).length > 0;
});

const acceptsGzipCoding = remembered((encodings: string): boolean =>
  new Negotiator({ headers: { 'accept-encoding': encodings } }).encodings(['gzip']).includes('gzip'),
);

/** Whether the consumer can take a gzip body. */
export function acceptsGzip(headers: IncomingHttpHeaders): boolean {
  return acceptsGzipCoding(headers['accept-encoding'] ?? 'identity');
}

function remembered(judge: (header: string) => boolean): (header: string) => boolean {
  const judged = new LRUCache<string, boolean>({ max: MOST_REMEMBERED });
  return (header) => {
    const known = judged.get(header);
    if (known !== undefined) return known;
    const verdict = judge(header);
    if (header.length <= LONGEST_REMEMBERED) judged.set(header, verdict);
    return verdict;
  };
}
