import { describe, expect, test } from '@jest/globals';
import { createFailureWindow } from './failure-window.ts';

const WINDOW_MS = 30_000;

function windowAt(startMs = 0) {
  let nowMs = startMs;
  const window = createFailureWindow({ windowMs: WINDOW_MS, now: () => nowMs });
  return {
    ...window,
    later: (ms: number) => {
      nowMs += ms;
    },
    both: () => [window.calls(), window.failures()],
  };
}

describe('a failure window', () => {
  test('counts calls, and those of them that failed', () => {
    const window = windowAt();
    for (const failed of [true, false, true]) window.add(failed);

    expect(window.both()).toEqual([3, 2]);
  });

  test.each([0, 1, 2_999, 3_000, 29_999, 123_456_789.123])(
    'forgets what is older than itself, begun at %d',
    (start) => {
      const window = windowAt(start);
      window.add(true);
      window.later(WINDOW_MS * 0.9 - 1);
      expect(window.both()).toEqual([1, 1]);

      window.later(WINDOW_MS * 0.1 + 1);

      expect(window.both()).toEqual([0, 0]);
    },
  );

  test('forgets bit by bit', () => {
    const window = windowAt();
    for (let second = 0; second < 60; second += 1) {
      window.add(second % 2 === 0);
      window.later(1_000);
    }

    expect(window.calls()).toBeGreaterThanOrEqual(27);
    expect(window.calls()).toBeLessThanOrEqual(30);
    expect(Math.abs(window.failures() * 2 - window.calls())).toBeLessThanOrEqual(1);
  });

  test('knows nothing after a long pause, however long it has known things before', () => {
    const window = windowAt();
    for (let call = 0; call < 1_000; call += 1) {
      window.add(true);
      window.later(50);
    }
    window.later(24 * 3_600_000);

    expect(window.both()).toEqual([0, 0]);
    window.add(false);
    expect(window.both()).toEqual([1, 0]);
  });

  test('can be cleared', () => {
    const window = windowAt();
    window.add(true);
    window.clear();

    expect(window.both()).toEqual([0, 0]);
  });
});
