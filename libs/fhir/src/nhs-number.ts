const TEN_DIGITS = /^[0-9]{10}$/;

/**
 * Tells whether a text is a well-formed NHS number: ten ASCII digits whose last is the modulus 11 check digit of the
 * other nine. A remainder that would need the check digit 10 makes the number invalid.
 *
 * Source: NHS Data Dictionary, attribute NHS NUMBER.
 */
export function isNhsNumber(text: string): boolean {
  if (!TEN_DIGITS.test(text)) return false;
  let weighted = 0;
  for (let place = 0; place < 9; place += 1) weighted += Number(text[place]) * (10 - place);
  const checkDigit = (11 - (weighted % 11)) % 11;
  return checkDigit === Number(text[9]);
}
