import { setTimeout as sleep } from 'node:timers/promises';
import type { Alteration, Answer } from './alter-answer.ts';

const SLICES_PER_SECOND = 10;
const PADDING = Buffer.alloc(65_536, ' ');
const OTHER_PATIENTS = ['9990000204', '9999999999'];
const EMPTY_OBJECT = Buffer.from('{}');
const CLOSING_BRACE = 0x7d;

/** The real answer, later. */
export const delayed = (ms: number): Alteration => ({
  bodyless: true,
  alter: async function* (body, { signal }) {
    await sleep(ms, undefined, { signal });
    yield* body;
  },
});

/** The real answer, slowly. */
export const dripped = (bytesPerSecond: number): Alteration => ({
  alter: async function* (body, { signal }) {
    const size = Math.max(1, Math.floor(bytesPerSecond / SLICES_PER_SECOND));
    for await (const chunk of body) {
      for (let at = 0; at < chunk.length; at += size) {
        yield chunk.subarray(at, at + size);
        await sleep((size * 1000) / bytesPerSecond, undefined, { signal });
      }
    }
  },
});

/** The real answer's head and the beginning of its body; at least the last byte is missing, so that the end shows. */
export const truncated = (afterBytes: number): Alteration => ({
  alter: async function* (body, answer) {
    answer.cut = true;
    let left = afterBytes;
    let held = Buffer.alloc(0);
    for await (const chunk of body) {
      const bytes = Buffer.concat([held, chunk]);
      const part = bytes.subarray(0, Math.max(0, Math.min(left, bytes.length - 1)));
      left -= part.length;
      held = bytes.subarray(part.length, part.length + 1);
      if (part.length > 0) yield part;
    }
  },
});

/** Whole as HTTP, with the real status and media type, begun and ended as an object, and yet no JSON. */
export const malformedJson: Alteration = {
  decoded: true,
  alter: async function* (body, answer) {
    const prefix = Buffer.from('{,');
    changeLength(answer, (length) => length + prefix.length);
    yield prefix;
    yield* body;
  },
};

export const wrongContentType: Alteration = {
  bodyless: true,
  alter: async function* (body, { res }) {
    res.setHeader('Content-Type', 'text/plain');
    yield* body;
  },
};

export const emptied: Alteration = {
  alter: async function* (body, { res }) {
    res.removeHeader('Content-Encoding');
    res.removeHeader('Transfer-Encoding');
    res.setHeader('Content-Length', 0);
    for await (const chunk of body) yield chunk.subarray(0, 0);
  },
};

/** The same JSON with blanks before its closing brace, up to a size: never held whole. */
export const padded = (toBytes: number): Alteration => ({
  decoded: true,
  alter: async function* (body, answer) {
    changeLength(answer, (length) => Math.max(length === 0 ? EMPTY_OBJECT.length : length, toBytes));
    let seen = 0;
    let held = Buffer.alloc(0);
    for await (const chunk of body) {
      seen += chunk.length;
      const bytes = Buffer.concat([held, chunk]);
      const cut = closingBraceAt(bytes);
      held = bytes.subarray(cut);
      if (cut > 0) yield bytes.subarray(0, cut);
    }
    if (seen === 0) {
      seen = EMPTY_OBJECT.length;
      held = EMPTY_OBJECT.subarray(1);
      yield EMPTY_OBJECT.subarray(0, 1);
    }
    for (let left = toBytes - seen; left > 0; left -= PADDING.length) yield PADDING.subarray(0, left);
    yield held;
  },
});

/** The real answer with the patient's NHS number replaced by another person's wherever it stands. */
export const wrongPatient = (nhsNumber: string | undefined): Alteration => ({
  decoded: true,
  alter: async function* (body) {
    if (nhsNumber === undefined || nhsNumber === '') {
      yield* body;
      return;
    }
    const other = OTHER_PATIENTS.find((number) => number !== nhsNumber) ?? '';
    let held = '';
    for await (const chunk of body) {
      // latin1 keeps every byte as one character, so that multi-byte characters pass unharmed.
      const text = (held + chunk.toString('latin1')).replaceAll(nhsNumber, other);
      const kept = Math.max(0, text.length - nhsNumber.length + 1);
      held = text.slice(kept);
      yield Buffer.from(text.slice(0, kept), 'latin1');
    }
    yield Buffer.from(held, 'latin1');
  },
});

/** Where the body's closing brace stands if it ends with one (blanks may follow), else its end. */
function closingBraceAt(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at >= 0 && ' \t\r\n'.includes(String.fromCharCode(bytes[at] ?? 0))) at -= 1;
  return at >= 0 && bytes[at] === CLOSING_BRACE ? at : bytes.length;
}

function changeLength({ res }: Answer, change: (length: number) => number): void {
  const length = res.getHeader('Content-Length');
  if (length !== undefined) res.setHeader('Content-Length', change(Number(length)));
}
