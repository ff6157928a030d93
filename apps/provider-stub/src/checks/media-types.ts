import { mediaTypeOf } from '@cdg/fhir';
import type { IncomingMessage } from 'node:http';
import { answerFormat, formatOf, type FhirFormat } from '../media-format.ts';
import { RequestRefused } from '../outcomes.ts';

export interface MediaTypes {
  /** The format of the request's body. */
  readonly body: FhirFormat;
  readonly answer: FhirFormat;
}

/**
 * Checks what the request sends and wants: FHIR as JSON or XML, in UTF-8. A request without a body needs no Content-Type.
 *
 * @throws RequestRefused 415 with BAD_REQUEST, which GP Connect uses for `Accept` and `_format` too
 */
export function checkMediaTypes(req: IncomingMessage, query: URLSearchParams): MediaTypes {
  const contentType = req.headers['content-type'];
  const body = formatOf(mediaTypeOf(contentType));
  if (req.method === 'POST' && (body === undefined || !isUtf8(contentType))) throw unsupported('Content-Type');
  const answer = answerFormat({ query, accept: req.headers.accept, contentType });
  if (answer === 'unsupported') throw unsupported(query.has('_format') ? '_format' : 'Accept');
  return { body: body ?? 'json', answer };
}

function isUtf8(contentType = ''): boolean {
  const [, charset] = /;\s*charset="?([^";\s]+)/i.exec(contentType) ?? [];
  return charset === undefined || charset.toLowerCase() === 'utf-8';
}

function unsupported(name: string): RequestRefused {
  const accepted = 'application/fhir+json or application/fhir+xml, in UTF-8';
  return new RequestRefused('BAD_REQUEST', `${name} is not supported; expected ${accepted}`, { status: 415 });
}
