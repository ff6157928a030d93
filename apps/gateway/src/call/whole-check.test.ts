import { describe, expect, test } from '@jest/globals';
import { createWholeCheck } from './whole-check.ts';

function isWhole(...chunks: readonly (string | Uint8Array)[]): boolean {
  const check = createWholeCheck();
  for (const chunk of chunks) check.see(Buffer.from(chunk));
  return check.isWhole();
}

const TRICKY =
  String.raw`{"a":[{"}":"]"},{"\"}":"\\"},[],{}],"é\\\"{":{"b":-1.5e3,"c":[true,null,"\u007d[{"]}} ` + '\r\n';
const BYTES = Buffer.from(TRICKY);
const END = BYTES.lastIndexOf('}') + 1;
const places = Array.from(BYTES, (_, index) => index);

describe('a body is whole', () => {
  test.each([
    ['ending with its brace', ['{}']],
    ['with blanks behind it', ['{} \t\r\n']],
    ['with blanks in chunks of their own', ['{}', ' ', '\n', '']],
    ['with its brace in a chunk of its own', ['{"a":1', '}']],
    ['with empty chunks between', ['', '{"a":"\\', '', '""', '', '}', '']],
  ])('%s', (_, chunks) => {
    expect(isWhole(...chunks)).toBe(true);
  });

  test('wherever it is split in two, and byte by byte', () => {
    for (const at of places) expect([at, isWhole(BYTES.subarray(0, at), BYTES.subarray(at))]).toEqual([at, true]);
    expect(isWhole(...places.map((at) => BYTES.subarray(at, at + 1)))).toBe(true);
  });
});

describe('a body is not whole', () => {
  test.each([
    ['empty', []],
    ['of blanks', [' ', '\n']],
    ['ending behind an inner brace', ['{"a":{}']],
    ['ending in a text with a brace', ['{"a":"}']],
    ['ending behind an escaped quote', ['{"a":"\\"}']],
    ['going on behind its brace', ['{}', '{"a":1']],
    ['with another behind it', ['{}{}']],
    ['ending with a bracket', ['[]']],
    ['with text behind its brace', ['{}', 'x', ' ']],
    ['with a brace too many', ['{}', '}']],
    ['with a null byte behind it', ['{}\0']],
  ])('%s', (_, chunks) => {
    expect(isWhole(...chunks)).toBe(false);
  });

  test('cut off before its end, at any byte', () => {
    for (const end of places.slice(0, END)) expect([end, isWhole(BYTES.subarray(0, end))]).toEqual([end, false]);
    for (const end of places.slice(END)) expect([end, isWhole(BYTES.subarray(0, end))]).toEqual([end, true]);
  });
});
