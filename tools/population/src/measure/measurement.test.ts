import { describe, expect, test } from '@jest/globals';
import { describeMeasurement, type StubMeasurement } from './measurement.ts';
import { percentile } from './time-questions.ts';

const steady = (ms: number) => Array.from({ length: 100 }, () => ms);
const GOOD: StubMeasurement = {
  name: 'PDS',
  startMs: [600, 1_500],
  memoryBytes: [140_000_000, 210_000_000],
  questions: [{ name: 'PDS, by NHS number', times: [steady(0.4), steady(0.5)] }],
};

describe('a measurement', () => {
  test('stands side by side, with its limits', () => {
    const { text, faults } = describeMeasurement([GOOD], [20, 100_000]);
    expect(faults).toEqual([]);
    expect(text.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['20 patients', '100,000 patients', 'ratio', 'limit'],
      ['PDS stub, start', '0.60 s', '1.50 s', '2.50', '< 5.00 s'],
      ['PDS stub, memory', '140 MB', '210 MB', '1.50', '< 500 MB'],
      ['PDS, by NHS number, p50', '0.40 ms', '0.50 ms', '1.25'],
      ['PDS, by NHS number, p99', '0.40 ms', '0.50 ms', '1.25', '<= 1.5'],
    ]);
  });

  test.each<[string, Partial<StubMeasurement>, RegExp]>([
    ['starts too slowly', { startMs: [600, 5_000] }, /start: 5\.00 s/],
    ['takes too much memory', { memoryBytes: [1, 500_000_000] }, /memory: 500 MB/],
    [
      'is slower for many patients',
      { questions: [{ name: 'PDS, by name', times: [steady(1), steady(1.51)] }] },
      /by name: the ratio of p99 is 1\.51/,
    ],
    [
      'is slower only now and then',
      { questions: [{ name: 'PDS, by name', times: [steady(1), [...steady(1), 9, 9, 9]] }] },
      /by name: the ratio of p99 is 9\.00/,
    ],
  ])('of a stub that %s breaks a limit', (_what, change, fault) => {
    const { faults } = describeMeasurement([{ ...GOOD, ...change }], [20, 100_000]);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });
});

test.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
])('the percentile %f of the numbers 1 to 100 is %i', (share, value) => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(numbers, share)).toBe(value);
});
