import { totals, type Result } from './result.ts';

const HEADINGS = ['suite', 'tests', 'passed', 'failed', 'skipped', 'seconds', 'cached'];

/** The table of all suites, what failed and what was skipped, and as the last line the totals. */
export function renderResults(results: readonly Result[]): string {
  const { passed, failed, skipped } = totals(results);
  return [
    table([HEADINGS, ...results.map(cells)]),
    'What has no tests of its own counts as one check; lint, typecheck and build as one for each project.',
    ...list('Failed', results, 'failures'),
    ...list('Skipped', results, 'skips'),
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join('\n');
}

function cells({ suite, passed, failed, skipped, seconds, cached }: Result): readonly string[] {
  return [suite, ...[passed + failed + skipped, passed, failed, skipped].map(String), seconds.toFixed(1), cached];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

function list(title: string, results: readonly Result[], kind: 'failures' | 'skips'): readonly string[] {
  const lines = results.flatMap((result) => result[kind].map((line) => `  ${result.suite}: ${line}`));
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines, ''];
}
