import { relative } from 'node:path';
import libCoverage, { type CoverageMap } from 'istanbul-lib-coverage';

const HEADINGS = ['project', 'files', 'lines', 'branches'];
const MOST_FILES = 15;

/** The table of projects with their sum, and the files with most left to cover. */
export function renderCoverage(coverage: CoverageMap, { root, folders }: { root: string; folders: readonly string[] }) {
  const files = coverage.files();
  const filesIn = (folder: string) => files.filter((path) => relative(root, path).startsWith(`${folder}/`));
  const rows = folders.map((folder) => cells(folder, coverage, filesIn(folder)));
  const left = files
    .map((path) => ({ path: relative(root, path), ...leftOf(coverage, path) }))
    .filter(({ lines, branches }) => lines.length + branches > 0)
    .sort((one, other) => other.lines.length + other.branches - one.lines.length - one.branches);
  return [
    table([HEADINGS, ...rows, cells('together', coverage, files)]),
    '',
    'Most left to cover:',
    ...left.slice(0, MOST_FILES).map(({ path, lines, branches }) => `  ${path}: ${whatIsLeft(lines, branches)}`),
  ].join('\n');
}

function cells(name: string, coverage: CoverageMap, files: readonly string[]): readonly string[] {
  const summary = libCoverage.createCoverageSummary();
  for (const path of files) summary.merge(coverage.fileCoverageFor(path).toSummary());
  const share = (kind: 'lines' | 'branches') => (summary[kind].total === 0 ? '-' : summary[kind].pct.toFixed(1));
  return [name, String(files.length), share('lines'), share('branches')];
}

function leftOf(coverage: CoverageMap, path: string) {
  const file = coverage.fileCoverageFor(path);
  const { total, covered } = file.toSummary().branches;
  return { lines: file.getUncoveredLines().map(String), branches: total - covered };
}

function whatIsLeft(lines: readonly string[], branches: number): string {
  const parts = [
    ...(lines.length > 0 ? [`lines ${lines.join(', ')}`] : []),
    ...(branches > 0 ? [`${branches} branches`] : []),
  ];
  return parts.join('; ');
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) => {
    const width = widths[column] ?? 0;
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  };
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
