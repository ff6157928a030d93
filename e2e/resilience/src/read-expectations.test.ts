import { describe, expect, test } from '@jest/globals';
import { FAULTS, UPSTREAMS, type Cell } from './cell.ts';
import { readExpectations } from './read-expectations.ts';

const nameOf = ({ upstream, fault }: Pick<Cell, 'upstream' | 'fault'>) => `${upstream}: ${fault}`;

describe('the expectations', () => {
  const { cells, rules } = readExpectations();

  test('every fault of every upstream has one', () => {
    const all = UPSTREAMS.flatMap((upstream) => FAULTS.map((fault) => nameOf({ upstream, fault })));
    expect(cells.map(nameOf)).toEqual(all);
  });

  test('every rule is followed by a cell', () => {
    expect([...new Set(cells.map(({ rule }) => rule))].sort()).toEqual([...rules.keys()].sort());
  });

  test('an error says what it is, a record does not', () => {
    for (const { expected } of cells) {
      const { answer, issue, spineCode, diagnostics } = expected;
      const isRecord = answer.startsWith('200');
      expect([issue, spineCode, diagnostics].map((text) => text === '')).toEqual([isRecord, isRecord, isRecord]);
    }
  });

  test('a caller who is to come back later is told when, and nobody else', () => {
    for (const { expected } of cells) expect(expected.retryAfter !== '').toBe(expected.answer === '503');
  });
});

describe('reading', () => {
  const rules = '## Rules\n\n| Rule | Says |\n| - | - |\n| connection | broken |\n';
  const table = (row: string) => `${rules}\n## Cells\n\n| a table's |\n| two head lines |\n${row}\n`;

  test.each([
    ['an upstream that there is not', '| GP | reset | 502 | transient | INTERNAL_SERVER_ERROR | no | | connection |'],
    ['a fault that there is not', '| PDS | rest | 502 | transient | INTERNAL_SERVER_ERROR | no | | connection |'],
    ['a rule that there is not', '| PDS | reset | 502 | transient | INTERNAL_SERVER_ERROR | no | | conection |'],
    ['too few columns', '| PDS | reset | 502 | transient | INTERNAL_SERVER_ERROR | no | connection |'],
  ])('refuses %s', (_, row) => {
    expect(() => readExpectations(table(row))).toThrow();
  });

  test('gives each cell its columns', () => {
    const row = '| PDS | reset | 502 | transient | INTERNAL_SERVER_ERROR | PDS failed | 5 | connection |';
    expect(readExpectations(table(row)).cells).toEqual([
      {
        ...{ upstream: 'PDS', fault: 'reset', rule: 'connection' },
        expected: {
          ...{ answer: '502', issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
          ...{ diagnostics: 'PDS failed', retryAfter: '5' },
        },
      },
    ]);
  });
});
