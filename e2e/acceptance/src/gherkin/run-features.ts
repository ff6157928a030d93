import { describe, test } from '@jest/globals';
import type { Feature, Scenario } from './parse-feature.ts';
import type { BoundStep, StepBook } from './step-book.ts';

export interface FeatureRun<World> {
  readonly features: readonly Feature[];
  readonly steps: StepBook<World>;
  /** Gives each scenario a world of its own. */
  readonly openWorld: () => Promise<World>;
  /** Undoes what the scenario has changed outside of its world. */
  readonly closeWorld: (world: World) => Promise<void>;
  /** Why a scenario cannot run here; undefined when it can. */
  readonly reasonToSkip: (scenario: Scenario) => string | undefined;
}

/** Makes a Jest test of each scenario. A skipped one has the reason in its name, where the results show it. */
export function runFeatures<World>(run: FeatureRun<World>): void {
  for (const { name, scenarios } of run.features) {
    describe(name, () => {
      for (const scenario of scenarios) runScenario(run, scenario);
    });
  }
}

function runScenario<World>(run: FeatureRun<World>, scenario: Scenario): void {
  const steps = run.steps.bind(scenario);
  const reason = run.reasonToSkip(scenario);
  if (reason !== undefined) {
    test.skip(`${scenario.name} (skipped: ${reason})`, () => undefined);
    return;
  }
  test(scenario.name, async () => {
    const world = await run.openWorld();
    try {
      for (const step of steps) await runStep(step, { world, place: scenario.place });
    } finally {
      await run.closeWorld(world);
    }
  });
}

async function runStep<World>(step: BoundStep<World>, { world, place }: { world: World; place: string }) {
  try {
    await step.run(world);
  } catch (error) {
    throw new Error(`"${step.text}" (${place})`, { cause: error });
  }
}
