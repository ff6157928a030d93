import { describe, expect, test } from '@jest/globals';
import { compareSound, compareText } from './compare-text.ts';

describe('compareText', () => {
  test.each([
    ['smith', 'Smith', 1],
    ['Smi*', 'Smith', 0.9],
    ['Sm*th', 'Smith', 0.9],
    ['Smith*', 'Smith', 0.9],
    ['Sm*i*h', 'Smith', 0.9],
    ['ab*ba', 'aba', 0],
    ['Sm*tha', 'Smith', 0],
    ['Smith', 'Smithson', 0],
    ['S.ith', 'Smith', 0],
  ])('%s against %s scores %d', (asked, held, score) => {
    expect(compareText(asked, held)).toBe(score);
  });

  test('a pattern full of wildcards takes no time', () => {
    expect(compareText(`ab${'*a'.repeat(16)}*b`, 'a'.repeat(1_000_000))).toBe(0);
  });
});

describe('compareSound', () => {
  test.each([
    ['Smith', 'Smythe', 0.8],
    ['Robert', 'Rupert', 0.8],
    ['Ashcraft', 'Ashcroft', 0.8],
    ['Tymczak', 'Timchack', 0.8],
    ['Zoe', 'Zoë', 0.8],
    ['Robert', 'Rubin', 0],
    ['Smith', 'Jones', 0],
  ])('%s against %s scores %d', (asked, held, score) => {
    expect(compareSound(asked, held)).toBe(score);
  });
});
