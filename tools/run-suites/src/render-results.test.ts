import { describe, expect, test } from '@jest/globals';
import { renderResults } from './render-results.ts';
import { checksResult, skippedResult, testsResult } from './result.ts';

const RESULTS = [
  checksResult({ suite: 'lint', checks: 12, failures: ['gateway'], seconds: 61.25, cached: 'partly' }),
  testsResult({
    suite: 'test fhir',
    tests: { passed: 13, failures: [], skips: ['finds Redis: not installed'] },
    fault: undefined,
    seconds: 1,
  }),
  skippedResult('fuzz', 'there is no Python here'),
];

describe('renderResults', () => {
  const lines = renderResults(RESULTS).split('\n');

  test('lines every suite up in one table', () => {
    expect(lines.slice(0, 4)).toEqual([
      'suite      tests  passed  failed  skipped  seconds  cached',
      'lint          12      11       1        0     61.3  partly',
      'test fhir     14      13       0        1      1.0      no',
      'fuzz           1       0       0        1      0.0      no',
    ]);
  });

  test('names what failed, and why what was skipped was', () => {
    expect(lines).toEqual(expect.arrayContaining(['Failed:', '  lint: gateway']));
    expect(lines).toEqual(
      expect.arrayContaining([
        'Skipped:',
        '  test fhir: finds Redis: not installed',
        '  fuzz: there is no Python here',
      ]),
    );
  });

  test('ends with the totals alone on the last line', () => {
    expect(lines.at(-1)).toBe('24 passed, 1 failed, 2 skipped');
  });

  test('leaves the lists out when there is nothing to tell', () => {
    const text = renderResults([checksResult({ suite: 'formatting', checks: 1, failures: [], seconds: 0 })]);

    expect(text).not.toMatch(/Failed:|Skipped:/);
    expect(text.split('\n').at(-1)).toBe('1 passed, 0 failed, 0 skipped');
  });
});
