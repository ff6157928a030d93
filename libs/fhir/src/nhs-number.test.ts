import { describe, expect, test } from '@jest/globals';
import { isNhsNumber } from './nhs-number.ts';

describe('isNhsNumber', () => {
  test.each(['9999999999', '9000000009', '9990000018'])('accepts %s, whose check digit is right', (number) => {
    expect(isNhsNumber(number)).toBe(true);
  });

  test.each([
    ['a wrong check digit', '9990000019'],
    ['a number whose check digit would be 10', '9990000140'],
    ['nine digits', '999000001'],
    ['eleven digits', '99900000180'],
    ['spaces between the groups', '999 000 0018'],
    ['full-width digits', '９９９００００１８０'],
    ['letters', 'ABCDEFGHIJ'],
    ['a trailing line feed', '9990000018\n'],
    ['a path', '../../admin/Patient/9'],
    ['nothing', ''],
  ])('rejects %s', (_, text) => {
    expect(isNhsNumber(text)).toBe(false);
  });
});
