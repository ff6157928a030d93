import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { renderResults } from './render-results.ts';
import { checksResult, totals, type Result } from './result.ts';
import { runSuite } from './run-suite.ts';
import { SUITES, type Suite } from './suites.ts';

/** `npm test`: runs every suite, also after one that failed, and ends with the table and the totals. */
const signal = abortOnSignals();
await rm(join(workspaceRoot, 'reports'), { recursive: true, force: true });

const results: Result[] = [];
for (const suite of SUITES) {
  if (signal.aborted) break;
  console.log(`\n=== ${suite.name} ===`);
  results.push(...(await runSafely(suite)));
}

if (signal.aborted) {
  console.error('\nStopped before the end; these are no results.');
  process.exitCode = 1;
} else {
  const { passed, failed } = totals(results);
  console.log(`\n${renderResults(results)}`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** A suite that cannot even be run is one that failed. */
async function runSafely(suite: Suite): Promise<readonly Result[]> {
  try {
    return await runSuite(suite, signal);
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    return [checksResult({ suite: suite.name, checks: 1, failures: [failure], seconds: 0 })];
  }
}
