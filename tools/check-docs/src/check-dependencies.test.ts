import { expect, test } from '@jest/globals';
import { checkDependencies } from './check-dependencies.ts';

const MATRIX = `# Matrix

## PDS

| Fault   | Expected      | Seen                | Rule |
| ------- | ------------- | ------------------- | ---- |
| refused | 502 transient | 502 transient; text | a    |
| reset   | 502 transient | 502 exception; text | a    |
| hang    | 504           | 504 timeout         | b    |

## Rules

| Rule | Says |
`;
const ROW = '| PDS | 502 transient; 502 exception | 504 timeout | | | | | | |';
const faultsOf = (page: string, matrix = MATRIX) => checkDependencies(page, { read: () => matrix });

test('the page has what was seen, however its table is padded', () => {
  expect(faultsOf('')).toEqual([`by the resilience matrix, there must be the row ${ROW}`]);
  expect(faultsOf(ROW.replaceAll(' | ', '   |   '))).toEqual([]);
});

test('a row that says something else is a fault', () => {
  expect(faultsOf(ROW.replace('504', '200'))).toHaveLength(1);
});

test('a matrix that cannot be read is a fault', () => {
  expect(faultsOf('', '')).toEqual(['docs/resilience-matrix.md has no table that can be read']);
});
