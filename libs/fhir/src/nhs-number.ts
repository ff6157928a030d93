const TEN_DIGITS = /^[0-9]{10}$/;

/**
 * Tells whether a text is a well-formed NHS number: ten ASCII digits whose last is the modulus 11 check digit of the
 * other nine. A remainder that would need the check digit 10 makes the number invalid.
 *
 * Source: NHS Data Dictionary, attribute NHS NUMBER.
 */
export function isNhsNumber(text: string): boolean {
  if (!TEN_DIGITS.test(text)) return false;
  const digits = Array.from(text, Number);
  const weighted = digits.slice(0, 9).reduce((sum, digit, index) => sum + digit * (10 - index), 0);
  const checkDigit = (11 - (weighted % 11)) % 11;
  return checkDigit === digits[9];
}
