import { describe, expect, test } from '@jest/globals';
import type { MatrixRow } from '../cases/matrix.ts';
import type { Measured } from '../session.ts';
import { matrixTables, ratio } from './matrix-tables.ts';

const GOOD: Measured = {
  ...{ requests: 100, perSecond: 1_000, p50: 1, p90: 2, p99: 3, p999: 4 },
  ...{ cpuMsPerRequest: 0.1, cores: 0.9, errors: 0, refused: 0, peakMb: 80 },
};
const CELL = { size: '20 KB', connections: 32, delayMs: 0, sds: 'warm' } as const;

const cellsOf = (row: MatrixRow): string[][] =>
  matrixTables([row])
    .split('\n')
    .slice(4)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe('the table of a cell', () => {
  test('sets every program beside the limit', () => {
    const gateway = { ...GOOD, perSecond: 640, cpuMsPerRequest: 0.165 };
    expect(cellsOf({ cell: CELL, measured: { limit: GOOD, gateway } })).toEqual([
      ['20 KB', 'limit', '32', '1000', '1.00', '1.00', '2.00', '3.00', '4.00', '0.100', '1.00', '80'],
      ['20 KB', 'gateway', '32', '640', '0.64', '1.00', '2.00', '3.00', '4.00', '0.165', '1.65', '80'],
    ]);
  });

  test('shows no figures of a round in which an answer was wrong', () => {
    const [, gateway] = cellsOf({ cell: CELL, measured: { limit: GOOD, gateway: { ...GOOD, errors: 2, refused: 1 } } });
    expect(gateway?.slice(3)).toEqual(['failed: 3 faults', '', '', '', '', '', '', '', '']);
  });
});

test.each([
  [6, 10, '0.60'],
  [6, undefined, '-'],
  [undefined, 10, '-'],
  [6, 0, '-'],
])('the ratio of %p to %p is %s', (value, reference, shown) => {
  expect(ratio(value, reference)).toBe(shown);
});
