import { isNhsNumber } from '@cdg/fhir';

/** Ten digits in the two ways that people write them, and not part of a longer number, an id or a hash. */
const TEN_DIGITS = /(?<![\w.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w.-])/g;
const TOKENS = /\beyJ[\w-]{8,}(\.[\w-]*)*|\b(Bearer|Basic) +[^\s"\\]+|-----BEGIN [^"]*/g;
const REDACTED = '[redacted]';

/** A bare number needs quotes once it is a word. */
const BEFORE_VALUE = ':,[';

/** The second net under every line of JSON: takes out what looks like an NHS number, a token or a key. */
export function redactText(line: string): string {
  return line.replace(TEN_DIGITS, redactNumber).replace(TOKENS, REDACTED);
}

function redactNumber(digits: string, _separator: string, offset: number, line: string): string {
  if (!isNhsNumber(digits.replace(/\D/g, ''))) return digits;
  return BEFORE_VALUE.includes(line.charAt(offset - 1)) ? `"${REDACTED}"` : REDACTED;
}
