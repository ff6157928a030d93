import type { z } from 'zod';
import { parseStrictJson, StrictJsonError } from '../requests/strict-json.ts';
import { invalidHeader, singleHeader, type DistinctHeaders } from './single-header.ts';

/** Longest value of one header. */
const MAX_CHARACTERS = 8_192;

/**
 * Reads a header that holds a FHIR resource as base64 of its JSON, as other NHS APIs do; undefined when it was not sent.
 *
 * @throws CallError 400 that names the member which is missing or malformed
 */
export function readFhirHeader<Resource>(
  headers: DistinctHeaders,
  name: string,
  schema: z.ZodType<Resource>,
): Resource | undefined {
  const text = singleHeader(headers, name);
  if (text === undefined) return undefined;
  if (text.length > MAX_CHARACTERS) throw invalidHeader(name, `must be at most ${MAX_CHARACTERS} characters`);
  const bytes = decodeBase64(text);
  if (bytes === undefined) throw invalidHeader(name, 'must be base64 of a FHIR resource in JSON');
  const { data, error } = schema.safeParse(parseJson(name, bytes));
  if (error === undefined) return data;
  const [{ path, message } = { path: [], message: 'is malformed' }] = error.issues;
  throw invalidHeader(name, `${memberAt(path)} ${message}`);
}

/** Canonical base64, standard or URL-safe, with its padding or without any; undefined when it is nothing of the kind. */
function decodeBase64(text: string): Buffer | undefined {
  const isUrlSafe = /[-_]/.test(text);
  const bytes = Buffer.from(text, isUrlSafe ? 'base64url' : 'base64');
  const padded = bytes.toString('base64');
  const whole = isUrlSafe ? padded.replaceAll('+', '-').replaceAll('/', '_') : padded;
  return bytes.length > 0 && (text === whole || text === whole.replace(/=+$/, '')) ? bytes : undefined;
}

function parseJson(name: string, bytes: Buffer): unknown {
  try {
    return parseStrictJson(bytes);
  } catch (error) {
    if (error instanceof StrictJsonError) throw invalidHeader(name, `must hold strict JSON: ${error.message}`);
    throw error;
  }
}

/** A path as FHIRPath writes it: `identifier[0].value`. */
function memberAt(path: readonly PropertyKey[]): string {
  const parts = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  return parts.length === 0 ? 'resource' : parts.join('').replace(/^\./, '');
}
