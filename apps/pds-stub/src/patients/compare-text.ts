/** How much a match by wildcard, or by sound only, is worth beside an exact one. */
const WILDCARD_SCORE = 0.9;
const SOUND_SCORE = 0.8;

/** 1 for the same text in any case, less for one that fits a wildcard, 0 for another. */
export function compareText(asked: string, held: string): number {
  const [a, b] = [asked.toLowerCase(), held.toLowerCase()];
  if (a === b) return 1;
  return a.includes('*') && fits(a, b) ? WILDCARD_SCORE : 0;
}

/** As `compareText`, and something for a name that sounds alike. */
export function compareSound(asked: string, held: string): number {
  return compareText(asked, held) || (soundex(asked) === soundex(held) ? SOUND_SCORE : 0);
}

/** A wildcard stands for any characters, none included. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.split('*');
  const last = parts.pop() ?? '';
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last) || end < first.length) return false;
  let from = first.length;
  for (const part of parts) {
    const found = text.indexOf(part, from);
    if (found === -1 || found + part.length > end) return false;
    from = found + part.length;
  }
  return true;
}

const SOUNDS = new Map(
  Object.entries({ 1: 'bfpv', 2: 'cgjkqsxz', 3: 'dt', 4: 'l', 5: 'mn', 6: 'r' }).flatMap(([digit, letters]) =>
    Array.from(letters, (letter) => [letter, digit] as const),
  ),
);

/** American Soundex: a letter and three digits. Accents and anything but letters do not sound. */
export function soundex(text: string): string {
  const letters = text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '');
  let code = '';
  let last = SOUNDS.get(letters[0] ?? '');
  for (const letter of letters.slice(1)) {
    const sound = SOUNDS.get(letter);
    if (sound !== undefined && sound !== last) code += sound;
    // h and w do not part two letters of one sound; vowels do.
    if (letter !== 'h' && letter !== 'w') last = sound;
  }
  return `${letters[0] ?? ''}${code.slice(0, 3).padEnd(3, '0')}`;
}
