import { describe, expect, test } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const A_DAY_MS = 86_400_000;

describe('retryAfterMs', () => {
  test.each([
    ['seconds', '7', 7_000],
    ['no wait', '0', 0],
    ['blanks around the seconds', ' 7 ', 7_000],
    ['a date', 'Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['a date in the form of RFC 850', 'Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
    ['a date that is over', 'Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ])('reads %s', (_, value, ms) => {
    expect(retryAfterMs(value, NOW)).toBe(ms);
  });

  test.each([
    ['an absurd number of seconds', '99999999999999999999'],
    ['more digits than a number can hold', '9'.repeat(400)],
    ['a date far off', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ])('takes %s for a day', (_, value) => {
    expect(retryAfterMs(value, NOW)).toBe(A_DAY_MS);
  });

  test.each([
    ['nothing', undefined],
    ['an empty value', ''],
    ['a negative number', '-5'],
    ['a fraction', '1.5'],
    ['an exponent', '1e3'],
    ['words', 'soon'],
    ['words with a number', 'in 2 minutes'],
    ['several values', '5, 10'],
    ['a date without a time', '2026-03-02'],
    ['a date that does not exist', 'Sun, 99 Mar 2026 12:00:30 GMT'],
    ['digits of another script', '٧'],
  ])('has nothing to say about %s', (_, value) => {
    expect(retryAfterMs(value, NOW)).toBeUndefined();
  });
});
