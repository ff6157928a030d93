import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';

/** One line of a scenario, its placeholders filled in. */
export interface Step {
  readonly text: string;
  /** The cells of the table below the line, row by row. */
  readonly cells: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** File and line. */
  readonly place: string;
  /** The feature's tags among them. */
  readonly tags: readonly string[];
  readonly steps: readonly Step[];
}

export interface Feature {
  readonly name: string;
  readonly scenarios: readonly Scenario[];
}

type Pickle = ReturnType<typeof compile>[number];

/**
 * Reads a feature: each row of an outline becomes a scenario.
 *
 * @throws with the file, and where possible the line, when the text is no Gherkin, two scenarios have one name, or a
 *   scenario expects nothing
 */
export function parseFeature(text: string, file: string): Feature {
  const document = read(text, file);
  const scenarios = compile(document, file, createIds()).map((pickle) => toScenario(pickle, file));
  refuseTwins(scenarios);
  return { name: document.feature?.name ?? '', scenarios };
}

function toScenario({ name, tags, steps, location }: Pickle, file: string): Scenario {
  const place = `${file}:${location?.line ?? 0}`;
  if (!steps.some(({ type }) => String(type) === 'Outcome')) throw new Error(`${place}: expects nothing`);
  return {
    name,
    place,
    tags: tags.map((tag) => tag.name),
    steps: steps.map(({ text, argument }) => ({
      text,
      cells: (argument?.dataTable?.rows ?? []).flatMap((row) => row.cells.map(({ value }) => value)),
    })),
  };
}

function read(text: string, file: string) {
  try {
    return new Parser(new AstBuilder(createIds()), new GherkinClassicTokenMatcher()).parse(text);
  } catch (error) {
    throw new Error(`${file} is no Gherkin`, { cause: error });
  }
}

/** In the results one could not be told from the other. */
function refuseTwins(scenarios: readonly Scenario[]): void {
  for (const [name, [, twin]] of Map.groupBy(scenarios, (scenario) => scenario.name)) {
    if (twin !== undefined) throw new Error(`${twin.place}: there is another scenario "${name}"`);
  }
}

function createIds(): () => string {
  let last = 0;
  return () => String((last += 1));
}
