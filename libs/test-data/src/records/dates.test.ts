import { describe, expect, test } from '@jest/globals';
import { clockTime, daysAfter, monthsAfter, weekdayUpTo, yearsAfter } from './dates.ts';

describe('days of a record', () => {
  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (date, days, expected) => {
    expect(daysAfter(date, days)).toBe(expected);
  });

  test.each([
    ['2026-08-31', -6, '2026-02-28'],
    ['2026-11-21', 3, '2027-02-21'],
    ['2024-02-29', 12, '2025-02-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(monthsAfter(date, months)).toBe(expected);
  });

  test('a leap day has no anniversary the year after, so the month’s last day stands for it', () => {
    expect(yearsAfter('2024-02-29', 1)).toBe('2025-02-28');
  });

  test.each([
    ['2026-11-21', '2026-11-20'],
    ['2026-11-22', '2026-11-20'],
    ['2026-11-23', '2026-11-23'],
  ])('the weekday up to %s is %s', (date, expected) => {
    expect(weekdayUpTo(date)).toBe(expected);
  });

  test.each([
    ['2019-03-30', '+00:00'],
    ['2019-03-31', '+01:00'],
    ['2019-10-26', '+01:00'],
    ['2019-10-27', '+00:00'],
  ])('a clock in the UK is %s %s', (date, offset) => {
    expect(clockTime(date, '09:10')).toBe(`${date}T09:10:00${offset}`);
  });
});
