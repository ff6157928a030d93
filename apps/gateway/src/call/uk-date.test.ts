import { describe, expect, test } from '@jest/globals';
import { ukDate } from './uk-date.ts';

describe('ukDate', () => {
  test.each([
    ['2026-01-15T12:00:00Z', '2026-01-15'],
    ['2026-01-15T23:59:59Z', '2026-01-15'],
    ['2026-06-30T22:59:59Z', '2026-06-30'],
    ['2026-06-30T23:00:00Z', '2026-07-01'],
    ['2026-03-29T00:30:00Z', '2026-03-29'],
    ['2026-10-24T23:30:00Z', '2026-10-25'],
    ['2026-10-25T23:30:00Z', '2026-10-25'],
    ['2025-12-31T23:30:00Z', '2025-12-31'],
  ])('at %s it is %s', (instant, date) => {
    expect(ukDate(() => new Date(instant))()).toBe(date);
  });

  test('is asked anew each time', () => {
    const instants = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')];
    const today = ukDate(() => instants.shift() ?? new Date(0));
    expect([today(), today()]).toEqual(['2026-01-01', '2026-01-02']);
  });
});
