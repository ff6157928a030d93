import { CallError } from '../errors/call-error.ts';

/** Every header with all its values, as Node has them: names in lower case. */
export type DistinctHeaders = Readonly<NodeJS.Dict<string[]>>;

/** A header's value, undefined when it was not sent. @throws CallError 400 when it was sent more than once */
export function singleHeader(headers: DistinctHeaders, name: string): string | undefined {
  const values = headers[name.toLowerCase()] ?? [];
  if (values.length > 1) throw invalidHeader(name, 'must be given once');
  return values[0]?.trim();
}

/** The refusal of a header that is malformed; what is wrong never quotes its value. */
export function invalidHeader(name: string, what: string): CallError {
  return new CallError('invalidHeader', `Invalid header "${name}": ${what}`);
}
