import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { abortOnSignals } from '@cdg/child-processes';
import { findSchemathesis, type Schemathesis } from '@cdg/schemathesis';
import { APIS } from './apis/all-apis.ts';
import { readExclusions } from './exclusions.ts';
import { junitFileOf } from './fuzz-api.ts';
import { fuzzFleet, type FleetOutcome } from './fuzz-fleet.ts';
import { readOptions } from './options.ts';
import { renderSummary } from './render-summary.ts';
import { reportAbsence } from './report-absence.ts';
import { judgeExclusions, judgeOutcome, type RuleResult } from './rules.ts';
import { writeJunit } from './write-junit.ts';

/** `npx nx e2e gateway-fuzz`, and `npm run fuzz:deep` with `--deep`: fuzzes the fleet by its descriptions. */
const options = readOptions(process.argv.slice(2), APIS);
const stopAsked = abortOnSignals();
const signal = AbortSignal.any([stopAsked, AbortSignal.timeout(options.timeLimitMs)]);
const exclusions = readExclusions(await readFile(join(import.meta.dirname, '../EXCLUSIONS.md'), 'utf8'));

process.exitCode = await main();

async function main(): Promise<number> {
  const search = await findSchemathesis({ signal });
  if ('reasons' in search) {
    return stopAsked.aborted ? 1 : reportAbsence(search.reasons, options.apis, process.env.CI === 'true');
  }
  announce(search.found);
  const outcome = await fuzzFleet({ ...options, schemathesis: search.found, exclusions, signal });
  if (stopAsked.aborted) return 1;
  const rules = [
    ...outcome.outcomes.flatMap((each) => judgeOutcome(each, options.effort)),
    ...judgeExclusions(exclusions, outcome.outcomes, new Date()),
    ...outcome.conduct,
  ];
  await writeJunit(junitFileOf('rules'), rules);
  return report(outcome, rules);
}

function announce({ version, where }: Schemathesis): void {
  const { fhirExamples, examples, seed } = options.effort;
  say(
    `Schemathesis ${version}, ${where}; seed ${seed}; ${fhirExamples} requests for each FHIR operation, ${examples} else`,
  );
}

/** Prints what came of it; of what Schemathesis itself printed only where it found something. */
function report({ outcomes }: FleetOutcome, rules: readonly RuleResult[]): number {
  const found = outcomes.filter(({ status }) => status !== 0);
  const broken = rules.filter(({ failure }) => failure !== undefined);
  for (const { api, output } of found) say(`\n--- ${api} ---\n${output}`);
  say(`\n${renderSummary(outcomes)}`);
  for (const { name, failure } of broken) say(`FAILED: ${name}: ${failure ?? ''}`);
  if (signal.aborted) say('FAILED: the time limit was reached');
  return found.length > 0 || broken.length > 0 || signal.aborted ? 1 : 0;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
