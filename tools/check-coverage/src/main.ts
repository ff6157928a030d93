import { globSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import { checkThresholds } from './check-thresholds.ts';
import { readCoverage } from './read-coverage.ts';
import { renderCoverage } from './render-coverage.ts';
import { writeReports } from './write-reports.ts';

/** `npm run coverage`: fails when the unit tests run too little of the libs and the gateway. They must have run before. */
const REPORTS = 'reports/coverage-report';

const folders = [...globSync('libs/*', { cwd: workspaceRoot }).sort(), 'apps/gateway'];
const { coverage, faults: missing } = readCoverage(workspaceRoot, folders);
writeReports(coverage, join(workspaceRoot, REPORTS));
console.log(`${renderCoverage(coverage, { root: workspaceRoot, folders })}\n\nLine by line: ${REPORTS}/index.html`);

const faults = [...missing, ...checkThresholds(coverage)];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
