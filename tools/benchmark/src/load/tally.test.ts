import { describe, expect, test } from '@jest/globals';
import { createTally } from './tally.ts';

const MICROSECOND = 1_000n;

describe('a tally', () => {
  test('counts what is answered between start and stop, with percentiles in milliseconds', () => {
    const tally = createTally(100);
    tally.answered({ status: 200, bytes: 100 }, process.hrtime.bigint());
    tally.start();
    for (let each = 1n; each <= 1_000n; each += 1n) {
      tally.answered({ status: 200, bytes: 100 }, process.hrtime.bigint() - each * 1_000n * MICROSECOND);
    }
    tally.stop();
    const { requests, p50, p99, p999, errors } = tally.result(undefined);
    expect({ requests, errors }).toEqual({ requests: 1_000, errors: 0 });
    // Three figures are kept, and a busy machine adds a little.
    for (const [value, least] of [
      [p50, 499],
      [p99, 988],
      [p999, 997],
    ] as const) {
      expect(value).toBeGreaterThanOrEqual(least);
    }
  });

  test.each([
    ['another status', { status: 502, bytes: 100 }, 'status 502'],
    ['another length', { status: 200, bytes: 99 }, '99 bytes instead of 100'],
  ])('counts %s as an error', (_what, answer, firstError) => {
    const tally = createTally(100);
    tally.answered(answer, process.hrtime.bigint());
    expect(tally.result(undefined)).toMatchObject({ errors: 1, firstError });
  });

  test('tells a connection that was refused from one that broke', () => {
    const tally = createTally(100);
    tally.failed(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    tally.failed(new Error('other side closed'));
    expect(tally.result(undefined)).toMatchObject({ errors: 1, refused: 1, firstError: 'other side closed' });
  });
});
