import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Api } from './apis/api.ts';
import type { Exclusion } from './exclusions.ts';
import { junitFileOf, REPORTS, type Effort } from './fuzz-api.ts';
import type { FleetOutcome } from './fuzz-fleet.ts';
import type { Absence } from './judge-absence.ts';
import { renderSummary } from './render-summary.ts';
import { isThorough } from './options.ts';
import { judgeExclusions, judgeOutcome } from './rules.ts';
import { writeJunit } from './write-junit.ts';

const SUMMARY = join(REPORTS, 'summary.txt');

/**
 * Judges a run, prints what came of it and writes the same to `reports/fuzz`; of what Schemathesis itself printed only
 * where it found something. Answers whether all is well.
 */
export async function report(
  { outcomes, conduct }: FleetOutcome,
  run: { readonly exclusions: readonly Exclusion[]; readonly effort: Effort; readonly timedOut: boolean },
): Promise<boolean> {
  const rules = [
    ...outcomes.flatMap((each) => judgeOutcome(each, run.effort)),
    ...judgeExclusions(run.exclusions, outcomes, { now: new Date(), thorough: isThorough(run.effort) }),
    ...conduct,
    { name: 'the run ended within its time limit', failure: run.timedOut ? 'it was stopped' : undefined },
  ];
  await writeJunit(junitFileOf('rules'), rules);
  const found = outcomes.filter(({ status }) => status !== 0);
  const broken = rules.filter(({ failure }) => failure !== undefined);
  for (const { api, output } of found) say(`\n--- ${api} ---\n${output}`);
  const summary = [
    renderSummary(outcomes, run.effort),
    ...broken.map(({ name, failure }) => `FAILED: ${name}: ${failure ?? ''}`),
  ].join('\n');
  await mkdir(dirname(SUMMARY), { recursive: true });
  await writeFile(SUMMARY, `${summary}\n`);
  say(`\n${summary}`);
  return found.length === 0 && broken.length === 0;
}

/** Reports that nothing could be fuzzed, in every file where results are looked for. Answers whether that will do. */
export async function reportAbsence({ passed, results, message }: Absence, apis: readonly Api[]): Promise<boolean> {
  for (const name of [...apis.map((api) => api.name), 'rules'] as const) await writeJunit(junitFileOf(name), results);
  say(message);
  return passed;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
