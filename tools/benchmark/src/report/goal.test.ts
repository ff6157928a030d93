import { describe, expect, test } from '@jest/globals';
import { atLeast, atMost, ms, percent } from './goal.ts';

describe('a goal', () => {
  test.each([
    [0.3, true],
    [0.31, false],
    [Number.NaN, false],
  ])('of at most 0.3 ms: %d is met: %p', (value, met) => {
    expect(atMost(0.3, { what: 'added', value, shown: ms })).toMatchObject({ limit: 'at most 0.30 ms', met });
  });

  test.each([
    [0.6, true],
    [0.59, false],
    [Number.NaN, false],
  ])('of at least 60 %%: %d is met: %p', (value, met) => {
    expect(atLeast(0.6, { what: 'rate', value, shown: percent })).toMatchObject({ limit: 'at least 60 %', met });
  });
});
