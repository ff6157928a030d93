import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '@cdg/child-processes';
import { readJunit, type TestOutcomes } from '@cdg/run-suites';
import type { Suite } from './suites.ts';

/**
 * What a suite said: all passed (`green`), a test failed (`red`), or nothing that could be believed (`broken`): it did
 * not end in time, or ended without a test that passed or failed.
 */
export interface Verdict {
  readonly colour: 'green' | 'red' | 'broken';
  /** The tests that failed; or, of a broken suite, what went wrong. */
  readonly failures: readonly string[];
}

const MAX_KEPT_CHARACTERS = 20_000;

/** Runs a suite in a copy of the workspace, within its time limit. */
export async function runSuite(suite: Suite, root: string, stopAsked: AbortSignal): Promise<Verdict> {
  for (const file of suite.resultFiles) await rm(join(root, file), { force: true });
  const limit = AbortSignal.timeout(suite.limitMinutes * 60_000);
  let printed = '';
  const status = await runCommand({
    ...suite,
    folder: root,
    signal: AbortSignal.any([stopAsked, limit]),
    onOutput: (text) => {
      printed = (printed + text).slice(-MAX_KEPT_CHARACTERS);
    },
  });
  if (limit.aborted) return { colour: 'broken', failures: [`stopped after ${suite.limitMinutes} minutes`] };
  const verdict = judge(status, await outcomesOf(suite, root));
  if (verdict.colour === 'broken' && !stopAsked.aborted && printed !== '') console.error(printed);
  return verdict;
}

/** What a suite's exit status and tests together say. */
export function judge(status: number, { passed, failures }: TestOutcomes): Verdict {
  // A file that could not even be loaded is reported as a failed test with the file's name.
  const failed = failures.filter((name) => !name.endsWith('.test.ts'));
  if (status !== 0 && failed.length > 0) return { colour: 'red', failures: failed };
  if (status === 0 && failures.length === 0 && passed > 0) return { colour: 'green', failures: [] };
  const [unloaded] = failures;
  const fault = unloaded === undefined ? `status ${status}, ${passed} passed` : `cannot load ${unloaded}`;
  return { colour: 'broken', failures: [fault] };
}

async function outcomesOf(suite: Suite, root: string): Promise<TestOutcomes> {
  const files = await Promise.all(suite.resultFiles.map((file) => readJunit(join(root, file)).catch(() => undefined)));
  const known = files.filter((file) => file !== undefined);
  return {
    passed: known.reduce((sum, { passed }) => sum + passed, 0),
    failures: known.flatMap(({ failures }) => failures),
    skips: [],
  };
}
