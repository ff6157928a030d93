import { CucumberExpression, ParameterType, ParameterTypeRegistry } from '@cucumber/cucumber-expressions';
import type { Scenario, Step } from './parse-feature.ts';

/** What a step does: it gets the values of its expression, then the cells of the table below it. */
export type StepAction<World> = (world: World, ...values: string[]) => void | Promise<void>;

/** Steps by their Cucumber expressions. */
export type Steps<World> = Readonly<Record<string, StepAction<World>>>;

/** Phrases that stand for something in the steps' expressions: `{name}` matches any of its phrases. */
export type Phrases = Readonly<Record<string, readonly string[]>>;

export interface BoundStep<World> {
  readonly text: string;
  readonly run: (world: World) => void | Promise<void>;
}

export interface StepBook<World> {
  /** Finds what each line of a scenario does. @throws when a line has no step, or more than one */
  readonly bind: (scenario: Scenario) => readonly BoundStep<World>[];
  /** The expressions that no line has used so far. */
  readonly unused: () => readonly string[];
}

/** Makes steps ready to be looked up by the lines of scenarios. */
export function createStepBook<World>(phrases: Phrases, ...chapters: readonly Steps<World>[]): StepBook<World> {
  const registry = new ParameterTypeRegistry();
  for (const [name, texts] of Object.entries(phrases)) registry.defineParameterType(phraseType(name, texts));
  const entries = chapters
    .flatMap((steps) => Object.entries(steps))
    .map(([text, action]) => ({ expression: new CucumberExpression(text, registry), action, used: false }));

  const bindStep = (step: Step, place: string): BoundStep<World> => {
    const found = entries.flatMap((entry) => {
      const values = entry.expression.match(step.text)?.map((value) => String(value.getValue<string | number>(null)));
      return values === undefined ? [] : [{ entry, values }];
    });
    const [only, second] = found;
    if (only === undefined) throw new Error(`${place}: no step says "${step.text}"`);
    if (second !== undefined) throw new Error(`${place}: several steps say "${step.text}"`);
    only.entry.used = true;
    return { text: step.text, run: (world) => only.entry.action(world, ...only.values, ...step.cells) };
  };

  return {
    bind: ({ steps, place }) => steps.map((step) => bindStep(step, place)),
    unused: () => entries.filter(({ used }) => !used).map(({ expression }) => expression.source),
  };
}

function phraseType(name: string, phrases: readonly string[]): ParameterType<string> {
  const pattern = phrases.map((phrase) => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  return new ParameterType(name, new RegExp(pattern), null, (phrase) => phrase);
}
