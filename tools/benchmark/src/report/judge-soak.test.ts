import { describe, expect, test } from '@jest/globals';
import { judgeSoak, type SoakSample } from './judge-soak.ts';

/** Half an hour, a sample each minute. */
const halfAnHour = (
  memoryMb: (minute: number) => number,
  sockets: (minute: number) => number = () => 40,
): SoakSample[] =>
  Array.from({ length: 31 }, (_, minute) => ({ minute, memoryMb: memoryMb(minute), sockets: sockets(minute) }));

describe('a soak', () => {
  test('is kept where memory grows until minute 5 and hardly from then on', () => {
    const samples = halfAnHour((minute) => (minute < 5 ? minute * 30 : 150 + minute * 0.4));
    expect(judgeSoak(samples, 0)).toMatchObject({ kept: true, text: expect.stringMatching(/grew by 0\.40 MB/) });
  });

  test.each([
    ['memory grows', halfAnHour((minute) => 150 + minute * 0.6), 0],
    [
      'sockets stay open',
      halfAnHour(
        () => 150,
        (minute) => 40 + minute,
      ),
      0,
    ],
    ['an answer is missing', halfAnHour(() => 150), 1],
  ])('is missed where %s', (_what, samples, faults) => {
    const { kept, text } = judgeSoak(samples, faults);
    expect(kept).toBe(false);
    expect(text.match(/MISSED/g)).toHaveLength(1);
  });
});
