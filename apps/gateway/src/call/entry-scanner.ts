/** A resource whose last byte has come. */
export interface FoundResource {
  readonly text: () => string;
  /** All from the beginning of the document to here, its open brackets closed. */
  readonly documentSoFar: () => string;
}

export interface EntryScanner {
  /** Takes the next bytes of a document that begins as an object. True once it has ended, or a resource has ended the scan. */
  readonly scan: (bytes: Uint8Array) => boolean;
  /** All that has come, as text. */
  readonly text: () => string;
}

export interface EntryScannerOptions {
  /** Gets every object that is `$.entry[*].resource`, when its last byte has come; true ends the scan. */
  readonly onResource: (resource: FoundResource) => boolean;
  /** Told of a member without a name, and of brackets that nest too deep. */
  readonly onNotJson: () => never;
}

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Records nest a dozen levels deep. */
const MAX_DEPTH = 100;
/** Depths of the Bundle's own members, and of those of its entries. */
const [BUNDLE, ENTRY] = [1, 3];
/** Closes what is open around a resource: its entry, the list of entries, the Bundle. */
const CLOSING = '}]}';
const FIRST_CAPACITY = 8_192;

/**
 * Finds the resources of a Bundle by strings and brackets alone, whatever the chunks. That is a tenth of what a parser
 * costs that makes values of all it reads; whether it is JSON at all is for `JSON.parse` to say, of what has been found.
 */
export function createEntryScanner({ onResource, onNotJson }: EntryScannerOptions): EntryScanner {
  const held = createHeldBytes();
  let [at, depth, stringStart, stringEnd] = [0, 0, 0, 0];
  let [isInString, isInEntries, isOver] = [false, false, false];
  let resourceStart: number | undefined;
  const names: Record<number, string> = {};

  const skipString = () => {
    // An escaped byte is skipped with its backslash, even where it has yet to come.
    while (at < held.length() && held.at(at) !== QUOTE) at += held.at(at) === BACKSLASH ? 2 : 1;
    if (at >= held.length()) return;
    isInString = false;
    stringEnd = at + 1;
    at += 1;
  };
  const open = (byte: number) => {
    if (depth === BUNDLE) isInEntries = byte === OPEN_BRACKET && names[BUNDLE] === 'entry';
    if (depth === ENTRY && byte === OPEN_BRACE && isInEntries && names[ENTRY] === 'resource') resourceStart = at;
    depth += 1;
    // What was named in the one before says nothing of this one.
    names[depth] = '';
    if (depth > MAX_DEPTH) onNotJson();
  };
  const close = () => {
    depth -= 1;
    isOver = depth === 0;
    if (depth !== ENTRY || resourceStart === undefined) return;
    const [start, end] = [resourceStart, at + 1];
    resourceStart = undefined;
    isOver = onResource({
      text: () => held.text(start, end),
      documentSoFar: () => held.text(0, end) + CLOSING,
    });
  };
  const nameMember = () => {
    if (depth !== BUNDLE && depth !== ENTRY) return;
    // A colon has a string of its own before it: one without is no JSON, and is not to cost another look.
    names[depth] = nameOf(held.text(stringStart, stringEnd)) ?? onNotJson();
    stringStart = stringEnd;
  };
  const step = (byte: number | undefined) => {
    if (byte === QUOTE) {
      isInString = true;
      stringStart = at;
    } else if (byte === COLON) nameMember();
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) open(byte);
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) close();
    at += 1;
  };

  return {
    scan: (bytes) => {
      held.add(bytes);
      while (at < held.length() && !isOver) {
        if (isInString) skipString();
        else step(held.at(at));
      }
      return isOver;
    },
    text: () => held.text(0, held.length()),
  };
}

/** The name may be escaped; a text that is no string is no name. */
function nameOf(string: string): string | undefined {
  try {
    return String(JSON.parse(string));
  } catch {
    return undefined;
  }
}

/** Bytes in one piece, however they come. */
function createHeldBytes() {
  let bytes = Buffer.allocUnsafe(FIRST_CAPACITY);
  let length = 0;
  return {
    length: () => length,
    at: (index: number) => bytes[index],
    text: (start: number, end: number) => bytes.toString('utf8', start, end),
    add: (added: Uint8Array) => {
      if (length + added.length > bytes.length) {
        const larger = Buffer.allocUnsafe(Math.max(2 * bytes.length, length + added.length));
        bytes.copy(larger, 0, 0, length);
        bytes = larger;
      }
      bytes.set(added, length);
      length += added.length;
    },
  };
}
