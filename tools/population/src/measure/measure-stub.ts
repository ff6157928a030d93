import { createPopulation, type PopulationPlan } from '@cdg/test-data';
import type { Pair, StubMeasurement } from './measurement.ts';
import { questionsFor } from './questions.ts';
import { startStub, type RunningStub, type StubName } from './start-stub.ts';
import { timeInTurn, type Timing } from './time-questions.ts';

/** A population, and the file from which a stub derives it. */
export interface MeasuredPopulation {
  readonly plan: PopulationPlan;
  readonly file: string;
}

/** Runs a stub twice at the same time, with a small population and with a large one, and asks both the same in turn. */
export async function measureStub(
  name: StubName,
  [small, large]: Pair<MeasuredPopulation>,
  timing: Timing,
): Promise<StubMeasurement> {
  const smallStub = await startStub(name, small.file, timing.signal);
  try {
    const largeStub = await startStub(name, large.file, timing.signal);
    try {
      return await compare(name, { stubs: [smallStub, largeStub], plans: [small.plan, large.plan], timing });
    } finally {
      await largeStub.stop();
    }
  } finally {
    await smallStub.stop();
  }
}

interface Comparison {
  readonly stubs: Pair<RunningStub>;
  readonly plans: Pair<PopulationPlan>;
  readonly timing: Timing;
}

async function compare(name: StubName, { stubs, plans, timing }: Comparison): Promise<StubMeasurement> {
  const before = await memoryOf(stubs);
  const asksOf = (side: 0 | 1) => questionsFor(name, createPopulation(plans[side]), stubs[side].url);
  const [small, large] = [await asksOf(0), await asksOf(1)];
  const questions: StubMeasurement['questions'][number][] = [];
  for (const [question, ask] of Object.entries(small)) {
    const sides = [
      { url: stubs[0].url, ask },
      { url: stubs[1].url, ask: large[question] ?? ask },
    ] as const;
    questions.push({ name: question, times: await timeInTurn(sides, timing) });
  }
  const after = await memoryOf(stubs);
  return {
    name: name === 'provider' ? name : name.toUpperCase(),
    startMs: [stubs[0].startMs, stubs[1].startMs],
    memoryBytes: [Math.max(before[0], after[0]), Math.max(before[1], after[1])],
    questions,
  };
}

async function memoryOf([small, large]: Pair<RunningStub>): Promise<Pair<number>> {
  return [await small.memoryBytes(), await large.memoryBytes()];
}
