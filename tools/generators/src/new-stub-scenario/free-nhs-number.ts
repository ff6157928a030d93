import { isNhsNumber } from '@cdg/fhir';

/** Behind the last number of those who have always been there. */
const FIRST = 9_990_000_441;

/** The first number that is free in the texts given, of those that are never issued to a real person. */
export function freeNhsNumber(texts: readonly string[]): string {
  for (let number = FIRST; ; number += 1) {
    const text = String(number);
    if (isNhsNumber(text) && !texts.some((other) => other.includes(text))) return text;
  }
}
