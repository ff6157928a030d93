import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { abortOnSignals } from '@cdg/child-processes';
import { buildApps } from '@cdg/serve-fleet';
import type { PopulationPlan } from '@cdg/test-data';
import { measureStub, type MeasuredPopulation } from './measure-stub.ts';
import { describeMeasurement, type StubMeasurement } from './measurement.ts';

/** `npm run population:measure`: fails when a stub with 100,000 patients costs more than its limits allow. */
const SMALL = { patients: 20, practices: 2 };
const LARGE = { patients: 100_000, practices: 2_000 };
const MOST_MS = 600_000;
const TIMING = { rounds: 30, questionsPerRound: 100 };

const signal = AbortSignal.any([abortOnSignals(), AbortSignal.timeout(MOST_MS)]);
const folder = await mkdtemp(join(tmpdir(), 'population-'));
try {
  console.log('Building the stubs ...');
  await buildApps(['pds-stub', 'sds-stub', 'provider-stub'], signal);
  const populations = [await written(SMALL), await written(LARGE)] as const;
  const stubs: StubMeasurement[] = [];
  for (const name of ['pds', 'sds', 'provider'] as const) {
    console.log(`Measuring the ${name} stub with both populations ...`);
    stubs.push(await measureStub(name, populations, { ...TIMING, signal }));
  }
  report(stubs);
} finally {
  await rm(folder, { recursive: true });
}

async function written(counts: typeof SMALL): Promise<MeasuredPopulation> {
  const plan: PopulationPlan = { seed: 1, ...counts, consumers: 20, today: new Date().toISOString().slice(0, 10) };
  const file = join(folder, `${plan.patients}.json`);
  await writeFile(file, JSON.stringify(plan));
  return { plan, file };
}

function report(stubs: readonly StubMeasurement[]): void {
  const { text, faults } = describeMeasurement(stubs, [SMALL.patients, LARGE.patients]);
  const asked = TIMING.rounds * TIMING.questionsPerRound;
  console.log(`\n${asked} questions of each kind, on ${availableParallelism()} cores, over loopback:\n\n${text}`);
  for (const fault of faults) console.error(`\nNot kept: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}
