import { globSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import libCoverage, { type CoverageMap, type FileCoverageData } from 'istanbul-lib-coverage';
import { z } from 'zod';

export interface MeasuredCoverage {
  /** What the unit tests of all projects ran of the files in scope. */
  readonly coverage: CoverageMap;
  /** Why some of it is missing, a line each. */
  readonly faults: readonly string[];
}

const RESULTS = 'reports/coverage';

const isFileCoverage = (value: unknown) => typeof value === 'object' && value !== null && 'statementMap' in value;
const coverageSchema = z.record(z.string(), z.custom<FileCoverageData>(isFileCoverage));

/**
 * Merges the coverage that the unit tests of every project wrote, and keeps the source of these project folders. A lib
 * that another project's tests run is covered by them, too.
 */
export function readCoverage(root: string, folders: readonly string[]): MeasuredCoverage {
  const merged = libCoverage.createCoverageMap();
  for (const file of globSync(`${RESULTS}/*/coverage-final.json`, { cwd: root })) {
    merged.merge(coverageSchema.parse(JSON.parse(readFileSync(join(root, file), 'utf8'))));
  }
  merged.filter((path) => folders.some((folder) => isSourceOf(folder, relative(root, path))));
  return { coverage: merged, faults: folders.flatMap((folder) => faultsOf(folder, { root, merged })) };
}

function isSourceOf(folder: string, path: string): boolean {
  return path.startsWith(`${folder}/src/`) && !path.includes('/testing/') && !path.endsWith('.test.ts');
}

/** Every project measures all its own source, also what no test loads: so there must be something of each. */
function faultsOf(folder: string, { root, merged }: { root: string; merged: CoverageMap }): string[] {
  const file = `${RESULTS}/${basename(folder)}/coverage-final.json`;
  if (globSync(file, { cwd: root }).length === 0) return [`${folder}: there is no ${file}`];
  const isMeasured = merged.files().some((path) => isSourceOf(folder, relative(root, path)));
  return isMeasured ? [] : [`${folder}: ${file} has nothing of its source (was it written in another clone?)`];
}
