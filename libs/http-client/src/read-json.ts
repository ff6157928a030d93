import type { WholeAnswer } from './http-client.ts';

const JSON_TYPE = /^\s*application\/(fhir\+)?json\s*(;|$)/i;

/** Parses an answer that says it is JSON, FHIR's or plain. @throws SyntaxError or TypeError, which may quote the body, when it is not */
export function readJson({ header, body }: WholeAnswer): unknown {
  if (!JSON_TYPE.test(header('content-type') ?? '')) throw new TypeError('the media type is not JSON');
  return JSON.parse(body.toString('utf8'));
}
