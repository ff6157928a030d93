import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import type { Outcome } from './cell.ts';
import { describeResult, isAsExpected } from './describe-result.ts';
import { readExpectations } from './read-expectations.ts';
import { renderDocument } from './render-document.ts';
import type { CellResult } from './run-cell.ts';

const FAILED: Outcome = {
  ...{ answer: '502', issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
  ...{ diagnostics: 'PDS failed', retryAfter: '' },
};
const result = (others: Partial<CellResult> = {}): CellResult => ({
  cell: { upstream: 'PDS', fault: 'reset', expected: FAILED, rule: 'connection' },
  ...{ seen: FAILED, ms: 12.3, problems: [], ...others },
});
const rules = new Map([['connection', 'broken']]);
const rowsOf = (document: string) =>
  document
    .split('\n')
    .filter((line) => line.startsWith('| reset'))
    .map((line) => line.replaceAll(/ +/g, ' '));

describe('the document', () => {
  test.each([
    ['a cell that shows what it must', result(), '502 transient; PDS failed'],
    ['another answer', result({ seen: { ...FAILED, answer: '500' } }), '500 transient; PDS failed'],
    ['another Spine code', result({ seen: { ...FAILED, spineCode: 'X' } }), '502 transient X; PDS failed'],
    ['the right answer, and a problem', result({ problems: ['left: 2'] }), '502 transient; PDS failed; left: 2'],
  ])('tells %s', (_, given, seen) => {
    const [row] = rowsOf(renderDocument([given], { rules }));
    expect(row).toBe(`| reset | 502 transient; PDS failed | ${seen} | connection |`);
  });

  test('is laid out as the formatter would', async () => {
    const expectations = readExpectations();
    const results = expectations.cells.map((cell) => result({ cell, seen: cell.expected }));
    const document = renderDocument(results, expectations);
    expect(await format(document, { parser: 'markdown', printWidth: 120 })).toBe(document);
  });
});

test('a line has expectation and result side by side', () => {
  const line = describeResult(result({ problems: ['left: 2'] })).replaceAll(/ +/g, ' ');
  const outcome = '502 transient INTERNAL_SERVER_ERROR "PDS failed"';
  expect(line).toBe(`FAIL PDS reset 12 ms | ${outcome} | ${outcome}; left: 2`);
});

test.each([
  ['all as expected', result(), true],
  ['a problem', result({ problems: ['2 timers'] }), false],
  ['other diagnostics', result({ seen: { ...FAILED, diagnostics: 'SDS failed' } }), false],
  ['a Retry-After', result({ seen: { ...FAILED, retryAfter: '5' } }), false],
])('%s: %s', (_, given, expected) => {
  expect(isAsExpected(given)).toBe(expected);
});
