/** How Verhoeff's scheme moves a digit from one place to the next. */
const STEP = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** Tells whether a SNOMED CT identifier's last digit fits the others (Verhoeff's scheme). */
export function hasSnomedCheckDigit(code: string): boolean {
  const digits = code.split('').map(Number).reverse();
  return digits.reduce((sum, digit, place) => product(sum, moved(digit, place)), 0) === 0;
}

const moved = (digit: number, places: number): number =>
  places === 0 ? digit : moved(STEP[digit] ?? Number.NaN, places - 1);

/** The product of two symmetries of a pentagon: 0 to 4 are turns, 5 to 9 are flips. */
function product(first: number, second: number): number {
  const flip = first >= 5 !== second >= 5 ? 5 : 0;
  const turn = first >= 5 ? first - second : first + second;
  return flip + (((turn % 5) + 5) % 5);
}
