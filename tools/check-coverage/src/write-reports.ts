import type { CoverageMap } from 'istanbul-lib-coverage';
import libReport from 'istanbul-lib-report';
import reports from 'istanbul-reports';

/** Writes the pages for people (`index.html`) and the file for other tools (`lcov.info`) into a folder. */
export function writeReports(coverageMap: CoverageMap, folder: string): void {
  const context = libReport.createContext({ dir: folder, coverageMap, defaultSummarizer: 'nested' });
  reports.create('html').execute(context);
  reports.create('lcovonly').execute(context);
}
