import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkThresholds } from './check-thresholds.ts';
import { readCoverage } from './read-coverage.ts';
import { renderCoverage } from './render-coverage.ts';
import { writeReports } from './write-reports.ts';

const FOLDERS = ['libs/fhir', 'apps/gateway'];
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'coverage-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

/** How often each line of a file ran, a statement to a line, and each of its branches. */
type Hits = Readonly<Record<string, { readonly lines: readonly number[]; readonly branches?: readonly number[] }>>;

/** Writes what the tests of a project measured. */
function measured(project: string, hits: Hits): void {
  const files = Object.entries(hits).map(([path, { lines, branches = [] }]) => {
    const place = (line: number) => ({ start: { line, column: 0 }, end: { line, column: 9 } });
    return [
      join(root, path),
      {
        path: join(root, path),
        statementMap: Object.fromEntries(lines.map((_, index) => [index, place(index + 1)])),
        s: Object.fromEntries(lines.entries()),
        fnMap: {},
        f: {},
        branchMap:
          branches.length === 0 ? {} : { 0: { type: 'if', loc: place(1), locations: branches.map(place), line: 1 } },
        b: branches.length === 0 ? {} : { 0: branches },
      },
    ];
  });
  write(`reports/coverage/${project}/coverage-final.json`, JSON.stringify(Object.fromEntries(files)));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const wellCovered = () => {
  measured('fhir', { 'libs/fhir/src/uuid.ts': { lines: [1, 1] } });
  measured('gateway', { 'apps/gateway/src/app.ts': { lines: [3], branches: [1, 2] } });
};

describe('readCoverage', () => {
  test('counts what any project ran, and keeps only source in scope', () => {
    measured('fhir', {
      'libs/fhir/src/uuid.ts': { lines: [1, 0] },
      'libs/fhir/src/uuid.test.ts': { lines: [1] },
      'libs/fhir/src/testing/ids.ts': { lines: [1] },
    });
    measured('gateway', {
      'apps/gateway/src/app.ts': { lines: [1] },
      'libs/fhir/src/uuid.ts': { lines: [2, 5] },
      'libs/fhir-more/src/other.ts': { lines: [1] },
    });
    const { coverage, faults } = readCoverage(root, FOLDERS);

    expect(faults).toEqual([]);
    expect(coverage.files().sort()).toEqual([
      join(root, 'apps/gateway/src/app.ts'),
      join(root, 'libs/fhir/src/uuid.ts'),
    ]);
    expect(coverage.fileCoverageFor(join(root, 'libs/fhir/src/uuid.ts')).s).toEqual({ 0: 3, 1: 5 });
  });

  test('misses a project that was not measured, though others ran its code', () => {
    measured('gateway', { 'apps/gateway/src/app.ts': { lines: [1] }, 'libs/fhir/src/uuid.ts': { lines: [1] } });
    expect(readCoverage(root, FOLDERS).faults).toEqual([
      'libs/fhir: there is no reports/coverage/fhir/coverage-final.json',
    ]);
  });

  test('misses a project whose results are about another clone', () => {
    wellCovered();
    measured('fhir', { '../elsewhere/libs/fhir/src/uuid.ts': { lines: [1] } });
    expect(readCoverage(root, FOLDERS).faults).toEqual([
      expect.stringMatching(/^libs\/fhir: .* nothing of its source/),
    ]);
  });

  test('takes nothing that is not coverage', () => {
    write('reports/coverage/fhir/coverage-final.json', '{"libs/fhir/src/uuid.ts":1}');
    expect(() => readCoverage(root, FOLDERS)).toThrow();
  });
});

describe('checkThresholds', () => {
  const faultsWith = (lines: readonly number[], branches: readonly number[]) => {
    measured('fhir', { 'libs/fhir/src/uuid.ts': { lines, branches } });
    return checkThresholds(readCoverage(root, ['libs/fhir']).coverage);
  };
  const hits = (covered: number, total: number) =>
    Array.from({ length: total }, (_, index) => (index < covered ? 1 : 0));

  test.each([
    ['exactly enough', [95, 90], []],
    ['too few lines', [94, 90], ['94 % of lines (94 of 100), and 95 % are wanted']],
    ['too few branches', [95, 89], ['89 % of branches (89 of 100), and 90 % are wanted']],
  ])('%s', (_, [lines = 0, branches = 0], faults) => {
    expect(faultsWith(hits(lines, 100), hits(branches, 100))).toEqual(faults);
  });

  test('nothing measured is not enough', () => {
    expect(checkThresholds(readCoverage(root, FOLDERS).coverage)).toHaveLength(2);
  });
});

describe('what is shown', () => {
  test('a line for each project, their sum, and the files with most left to cover', () => {
    measured('fhir', {
      'libs/fhir/src/uuid.ts': { lines: [1, 1] },
      'libs/fhir/src/ods-code.ts': { lines: [1, 0], branches: [1, 0] },
    });
    measured('gateway', { 'apps/gateway/src/app.ts': { lines: [0, 0, 0, 0] } });
    const { coverage } = readCoverage(root, FOLDERS);

    expect(renderCoverage(coverage, { root, folders: FOLDERS }).split('\n')).toEqual([
      'project       files  lines  branches',
      'libs/fhir         2   75.0      50.0',
      'apps/gateway      1    0.0         -',
      'together          3   37.5      50.0',
      '',
      'Most left to cover:',
      '  apps/gateway/src/app.ts: lines 1, 2, 3, 4',
      '  libs/fhir/src/ods-code.ts: lines 2; 1 branches',
    ]);
  });

  test('pages for people and a file for other tools', () => {
    wellCovered();
    for (const path of ['libs/fhir/src/uuid.ts', 'apps/gateway/src/app.ts']) write(path, 'one\ntwo\n');
    writeReports(readCoverage(root, FOLDERS).coverage, join(root, 'pages'));
    expect(readFileSync(join(root, 'pages/index.html'), 'utf8')).toContain('gateway');
    expect(readFileSync(join(root, 'pages/lcov.info'), 'utf8')).toContain('uuid.ts');
  });
});
