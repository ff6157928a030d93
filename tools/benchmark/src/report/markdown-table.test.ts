import { expect, test } from '@jest/globals';
import { markdownTable } from './markdown-table.ts';

test('a table has columns of one width, text on the left and figures on the right', () => {
  const rows = [
    ['Record', 'Requests/s'],
    ['20 KB', '8000'],
    ['200 KB', '950'],
  ];
  expect(markdownTable(rows).split('\n')).toEqual([
    '| Record | Requests/s |',
    '| ------ | ---------: |',
    '| 20 KB  |       8000 |',
    '| 200 KB |        950 |',
  ]);
});

test('a row that stops early is filled up', () => {
  expect(
    markdownTable([['A', 'B', 'C'], ['1']], 1)
      .split('\n')
      .at(-1),
  ).toBe('| 1   |     |     |');
});
