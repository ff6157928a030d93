import type { Workspace } from './workspace.ts';

/** The page about failing dependencies, and the matrix of real runs that its first table sums up. */
export const DEPENDENCIES_PAGE = 'docs/when-a-dependency-fails.md';
const MATRIX = 'docs/resilience-matrix.md';

/** Faults of the matrix that are one column of the page. */
const COLUMNS: readonly (readonly string[])[] = [
  ['refused', 'reset', 'truncated'],
  ['hang', 'slow drip beyond the limit'],
  ['429 with Retry-After', '429 without Retry-After'],
  ['500'],
  ['502', '503'],
  ['504'],
  ['HTML', 'malformed JSON', 'wrong media type', 'empty', 'redirect'],
  ['huge'],
];

/** Faults of the page for the rows of its table that are not what the matrix says; each tells how the row must be. */
export function checkDependencies(page: string, { read }: Pick<Workspace, 'read'>): readonly string[] {
  const found = new Set(page.split('\n').map(withoutPadding));
  const rows = read(MATRIX)
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => rowOf(section) ?? []);
  if (rows.length === 0) return [`${MATRIX} has no table that can be read`];
  return rows.filter((row) => !found.has(row)).map((row) => `by the resilience matrix, there must be the row ${row}`);
}

/** The row of one upstream; undefined for a section that is about something else. */
function rowOf(section: string): string | undefined {
  const [name = '', ...lines] = section.split('\n');
  const seen = new Map(
    lines
      .map(withoutPadding)
      .map((line) => cellsOf(line))
      .map(([fault, , what]) => [fault, what]),
  );
  if (!seen.has('refused')) return undefined;
  const cells = COLUMNS.map((faults) => faults.flatMap((fault) => answerIn(seen.get(fault)) ?? []));
  return withoutPadding(`| ${[name, ...cells.map((answers) => [...new Set(answers)].join('; '))].join(' | ')} |`);
}

/** `502 transient` of `502 transient; PDS request failed`. */
function answerIn(what: string | undefined): string | undefined {
  return what?.split(';')[0];
}

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1)
    .map((cell) => cell.trim());
}

function withoutPadding(line: string): string {
  return line.replace(/ +/g, ' ').trim();
}
