/** A bracket's value is what it adds to the depth. */
const [OPENS, CLOSES, QUOTES, ESCAPES] = [1, -1, 2, 3];
/** What bytes mean outside of a text, and within one; all others mean nothing. */
const OUTSIDE = tableOf({ '{': OPENS, '[': OPENS, '}': CLOSES, ']': CLOSES, '"': QUOTES });
const WITHIN = tableOf({ '"': QUOTES, '\\': ESCAPES });
const CLOSING_BRACE = 0x7d;
const BLANKS = new Set([0x20, 0x09, 0x0a, 0x0d]);

export type WholeCheck = ReturnType<typeof createWholeCheck>;

/**
 * Follows a body's texts and brackets, whatever the chunks: one that ends early must never look complete, also where it
 * breaks off behind an inner brace and whatever carried it cannot tell, or tells wrong. What stands between is not judged.
 */
export function createWholeCheck() {
  const state: State = { depth: 0, isInText: false, skipped: 0 };
  let [isOver, isSpoilt] = [false, false];
  return {
    see: (bytes: Uint8Array): void => {
      const end = isOver ? 0 : endOfValue(bytes, state);
      if (end === undefined) return;
      isSpoilt ||= !isOver && bytes[end - 1] !== CLOSING_BRACE;
      isOver = true;
      isSpoilt ||= !bytes.subarray(end).every((byte) => BLANKS.has(byte));
    },
    /** Whether the body so far is a JSON object to its end, with nothing but blanks behind it. */
    isWhole: (): boolean => isOver && !isSpoilt,
  };
}

interface State {
  /** Brackets that are open. */
  depth: number;
  isInText: boolean;
  /** How much of the next bytes is known to mean nothing: one byte, where the last one so far escapes it. */
  skipped: number;
}

/**
 * Where the last open bracket is closed, if it is. Every byte of every record comes by here: the loops are as plain, and
 * their variables as local, as they are because that takes half the time.
 */
function endOfValue(bytes: Uint8Array, state: State): number | undefined {
  let { depth, isInText, skipped: at } = state;
  for (; at < bytes.length; at += 1) {
    at = isInText ? nextWithin(bytes, at) : nextOutside(bytes, at);
    if (at >= bytes.length) break;
    const meaning = (isInText ? WITHIN : OUTSIDE)[bytes[at] ?? 0] ?? 0;
    if (meaning === QUOTES) isInText = !isInText;
    else if (meaning === ESCAPES) at += 1;
    else {
      depth += meaning;
      if (depth <= 0) return at + 1;
    }
  }
  state.depth = depth;
  state.isInText = isInText;
  state.skipped = at - bytes.length;
  return undefined;
}

function nextWithin(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && WITHIN[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

function nextOutside(bytes: Uint8Array, from: number): number {
  const { length } = bytes;
  let at = from;
  while (at < length && OUTSIDE[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

function tableOf(meanings: Readonly<Record<string, number>>): Int8Array {
  const table = new Int8Array(256);
  for (const [character, meaning] of Object.entries(meanings)) table[character.charCodeAt(0)] = meaning;
  return table;
}
