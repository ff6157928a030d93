import { describe, expect, test } from '@jest/globals';
import { createTailCheck } from './tail-check.ts';

function isWhole(...chunks: readonly string[]): boolean {
  const tail = createTailCheck();
  for (const chunk of chunks) tail.see(Buffer.from(chunk));
  return tail.isWhole();
}

describe('a body looks whole', () => {
  test.each([
    ['ending with a brace', ['{}']],
    ['with blanks behind it', ['{} \t\r\n']],
    ['with blanks in chunks of their own', ['{}', ' ', '\n', '']],
    ['with its brace in a chunk of its own', ['{"a":1', '}']],
  ])('%s', (_, chunks) => {
    expect(isWhole(...chunks)).toBe(true);
  });
});

describe('a body does not look whole', () => {
  test.each([
    ['empty', []],
    ['of blanks', [' ', '\n']],
    ['ending within', ['{}', '{"a":1']],
    ['ending with a bracket', ['[]']],
    ['with text behind its brace', ['{}', 'x', ' ']],
    ['with a null byte behind it', ['{}\0']],
  ])('%s', (_, chunks) => {
    expect(isWhole(...chunks)).toBe(false);
  });
});
