import { join } from 'node:path';
import { runCommand, workspaceRoot } from '@cdg/child-processes';
import { nxResults } from './nx-results.ts';
import { lastRun, plannedTasks } from './nx-tasks.ts';
import { readJunit } from './read-junit.ts';
import { checksResult, skippedResult, testsResult, type Result } from './result.ts';
import { stoppedTasks } from './stopped-tasks.ts';
import type { NxSuite, Suite } from './suites.ts';
import { testsOf } from './tests-of.ts';

/** Far more than any takes; one that hangs is stopped then, and failed. The tasks of Nx have limits of their own, too. */
const LIMIT_MINUTES = { check: 5, junit: 15, nx: 45 };

/** Runs one suite, its output streaming by, and answers its lines of the table. */
export async function runSuite(suite: Suite, stopAsked: AbortSignal): Promise<readonly Result[]> {
  const reason = suite.cannotRun?.();
  if (reason !== undefined) return [skippedResult(suite.name, reason)];
  const minutes = LIMIT_MINUTES[suite.kind];
  const limit = AbortSignal.timeout(minutes * 60_000);
  const signal = AbortSignal.any([stopAsked, limit]);
  if (suite.kind === 'nx') return runNx(suite, signal);

  const startedAt = performance.now();
  const status = await runCommand({ ...suite, signal });
  const run = { suite: suite.name, seconds: (performance.now() - startedAt) / 1_000 };
  const end = limit.aborted ? `was stopped after ${minutes} minutes` : `ended with status ${status}`;
  const fault = status === 0 ? undefined : end;
  if (suite.kind === 'check')
    return [checksResult({ ...run, checks: 1, failures: fault === undefined ? [] : [fault] })];
  return [testsResult({ ...run, tests: await testsOf([suite.file], readResults), fault })];
}

async function runNx(suite: NxSuite, signal: AbortSignal): Promise<readonly Result[]> {
  const planned = await plannedTasks(suite, signal);
  const startedAt = new Date();
  const status = planned.length === 0 ? 0 : await runCommand({ ...suite, signal });
  const wasStopped = await stoppedTasks();
  return nxResults({ planned, runs: await lastRun(startedAt), status, wasStopped, readResults });
}

const readResults = (file: string) => readJunit(join(workspaceRoot, file));
