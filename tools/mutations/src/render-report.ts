import type { Verdict } from './run-suite.ts';

/** What came of one run of the suites, with a mutation or, as a control, with none. */
export interface Run {
  readonly name: string;
  /** What tests that notice the mutation have in their names; a control run has none. */
  readonly about: RegExp | undefined;
  /** Why the gateway could not be prepared; no suite ran then. */
  readonly fault?: string | undefined;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** What is wrong with a run; empty when a mutation was noticed, or the control was green. */
export function problemsOf({ name, about, fault, verdicts }: Run): readonly string[] {
  if (fault !== undefined) return [`${name}: ${fault}`];
  const all = [...verdicts];
  const broken = all.filter(([, { colour }]) => colour === 'broken');
  const red = all.filter(([, { colour }]) => colour === 'red');
  const noticed = red.some(([, { failures }]) => failures.some((test) => about?.test(test)));
  return [
    ...broken.map(([suite, { failures }]) => `${name}: ${suite} told nothing: ${failures.join()}`),
    ...(about === undefined ? red.map(([suite, verdict]) => `${name}: ${suite} failed: ${firstOf(verdict)}`) : []),
    ...(about !== undefined && !noticed ? [`${name}: SURVIVED, no test about it failed`] : []),
  ];
}

/** Of the tests that failed one about the mutation, if there is any. */
function firstOf({ failures }: Verdict, about?: RegExp): string {
  const [first = ''] = failures;
  return failures.find((test) => about?.test(test)) ?? first;
}

/** The table of which suites went red, the tests that noticed each mutation first, what is wrong, and the verdict. */
export function renderReport(runs: readonly Run[], suites: readonly string[]): string {
  const problems = runs.flatMap(problemsOf);
  const mutations = runs.filter(({ about }) => about !== undefined);
  const noticed = mutations.filter((run) => problemsOf(run).length === 0).length;
  return [
    ...table([['mutation', ...suites], ...runs.map((run) => [run.name, ...suites.map((suite) => cell(run, suite))])]),
    '',
    ...mutations.flatMap(firstFailures),
    ...problems.map((problem) => `FAILED: ${problem}`),
    `${noticed} of ${mutations.length} mutations were noticed`,
  ].join('\n');
}

function cell({ fault, verdicts }: Run, suite: string): string {
  return fault === undefined ? (verdicts.get(suite)?.colour ?? '-') : '-';
}

function firstFailures({ name, about, verdicts }: Run): readonly string[] {
  const red = [...verdicts].filter(([, { colour }]) => colour === 'red');
  return red.length === 0 ? [] : [name, ...red.map(([suite, verdict]) => `  ${suite}: ${firstOf(verdict, about)}`), ''];
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const [headings = []] = rows;
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
