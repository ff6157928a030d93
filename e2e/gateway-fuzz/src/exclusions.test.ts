import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { APIS } from './apis/all-apis.ts';
import { exclusionsOf, hasExpired, readExclusions } from './exclusions.ts';

const HEADING = '| Id | APIs | What is left out | Why | Until |\n| --- | --- | --- | --- | --- |\n';

describe('readExclusions', () => {
  test('reads every row of the table', () => {
    const markdown = `# Left out\n\n${HEADING}| \`slow\`   | gateway, sds | slow people | time | 2026-12-31 |\n`;

    expect(readExclusions(markdown)).toEqual([{ id: 'slow', apis: ['gateway', 'sds'], until: '2026-12-31' }]);
  });

  test.each([
    ['no reason', '| `slow` | gateway | slow people | | 2026-12-31 |'],
    ['no expiry', '| `slow` | gateway | slow people | time | |'],
    ['no such day', '| `slow` | gateway | slow people | time | 2026-13-31 |'],
    ['no day at all', '| `slow` | gateway | slow people | time | never |'],
    ['another way of writing a day', '| `slow` | gateway | slow people | time | 31 Dec 2026 |'],
    ['no id', '| | gateway | slow people | time | 2026-12-31 |'],
    ['an unknown API', '| `slow` | gatewya | slow people | time | 2026-12-31 |'],
  ])('refuses a row with %s', (_, row) => {
    expect(() => readExclusions(`${HEADING}${row}\n`)).toThrow('Cannot be read as an exclusion');
  });

  test('reads EXCLUSIONS.md, each line for APIs that exist', async () => {
    const exclusions = readExclusions(await readFile(join(import.meta.dirname, '../EXCLUSIONS.md'), 'utf8'));

    expect(exclusions.map(({ id }) => id)).toContain('slow-scenarios');
    for (const { name } of APIS) expect(exclusionsOf(name, exclusions).length).toBeGreaterThan(0);
  });
});

test.each([
  ['2026-12-31T00:00:00Z', false],
  ['2026-12-31T23:59:59Z', false],
  ['2027-01-01T00:00:00Z', true],
])('an exclusion until 2026-12-31 has expired at %s: %s', (now, expired) => {
  expect(hasExpired({ id: 'slow', apis: ['gateway'], until: '2026-12-31' }, new Date(now))).toBe(expired);
});
