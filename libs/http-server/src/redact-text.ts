import { isNhsNumber } from '@cdg/fhir';

/** Ten digits in the two ways that people write them, and not part of a longer number, an id or a hash. */
const TEN_DIGITS = /(?<![\w.-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w.-])/g;
/** A value that is no text: what takes its place needs quotes. */
const BARE_NUMBER = /(?<=[:,[])\d{10}(?=[\]},])/g;
const TOKENS = /\beyJ[\w-]{8,}(\.[\w-]*)*|\b(Bearer|Basic) +[^\s"\\]+|-----BEGIN [^"]*/g;
/** One look that nearly every line passes: without any of these, none of the above is there. */
const SUSPICIOUS = /\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4}|eyJ|Bearer|Basic|-----BEGIN/;
const REDACTED = '[redacted]';

/** The second net under every line of JSON: takes out what looks like an NHS number, a token or a key. */
export function redactText(line: string): string {
  if (!SUSPICIOUS.test(line)) return line;
  return line
    .replace(BARE_NUMBER, (digits) => (isNhsNumber(digits) ? `"${REDACTED}"` : digits))
    .replace(TEN_DIGITS, (digits) => (isNhsNumber(digits.replace(/\D/g, '')) ? REDACTED : digits))
    .replace(TOKENS, REDACTED);
}
