import { CallError } from '../errors/call-error.ts';
import { parseStrictJson, StrictJsonError } from './strict-json.ts';

/**
 * Parses a request body as strict JSON.
 *
 * @throws CallError 400 that says what is wrong and where, without quoting the body
 */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) throw invalidBody('the body is empty');
  try {
    return parseStrictJson(body);
  } catch (error) {
    throw error instanceof StrictJsonError ? invalidBody(error.message) : error;
  }
}

/** A body that cannot be used, with the contract's opening words. */
export function invalidBody(what: string): CallError {
  return new CallError('invalidBody', `Invalid JSON body sent in request: ${what}`);
}
