import type { FhirFormat } from '../media-format.ts';
import { RequestRefused } from '../outcomes.ts';
import { readXml } from '../stu3/xml.ts';

/** Reads a request's body. @throws RequestRefused 400 when there is none, 422 when it is not what its Content-Type says */
export function readRequestBody(body: Uint8Array, format: FhirFormat): unknown {
  if (body.byteLength === 0) throw new RequestRefused('BAD_REQUEST', 'The request body is empty');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    return format === 'json' ? JSON.parse(text) : readXml(text);
  } catch (cause) {
    throw new RequestRefused('INVALID_RESOURCE', 'The request body cannot be read as a Parameters resource', { cause });
  }
}
