import { isNhsNumber } from '@cdg/fhir';

/** The national sandbox's published number, which belongs to nobody. */
const SANDBOX_NUMBER = '9000000009';

/** Ten digits, written in one go or in the usual groups of 3, 3 and 4; not a part of a longer number, UUID or hash. */
const TEN_DIGITS = /(?<![0-9a-f]|[0-9]\.)[0-9]{3}(?:[0-9]{3}|[ -][0-9]{3}[ -])[0-9]{4}(?![0-9a-f])/gi;

/**
 * The numbers in a text that could be a living person's NHS number: ten digits that pass modulus 11, outside the range
 * 999 000 0000 to 999 999 9999 that is never issued.
 */
export function findRealNhsNumbers(text: string): readonly string[] {
  return [...text.matchAll(TEN_DIGITS)].map(([written]) => written).filter((written) => isReal(digitsOf(written)));
}

function digitsOf(written: string): string {
  return written.replaceAll(/[ -]/g, '');
}

function isReal(digits: string): boolean {
  return isNhsNumber(digits) && !digits.startsWith('999') && digits !== SANDBOX_NUMBER;
}
