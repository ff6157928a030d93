import type { Verdict } from './run-suite.ts';

/** What came of one run of the suites, with a mutation or, as a control, with none. */
export interface Run {
  readonly name: string;
  readonly isControl: boolean;
  /** Why the gateway could not be prepared; no suite ran then. */
  readonly fault?: string | undefined;
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** What is wrong with a run; empty when a mutation was noticed, or the control was green. */
export function problemsOf({ name, isControl, fault, verdicts }: Run): readonly string[] {
  if (fault !== undefined) return [`${name}: ${fault}`];
  const all = [...verdicts];
  const broken = all.filter(([, { colour }]) => colour === 'broken');
  const red = all.filter(([, { colour }]) => colour === 'red');
  return [
    ...broken.map(([suite, { reason }]) => `${name}: ${suite} told nothing: ${reason}`),
    ...(isControl ? red.map(([suite, { reason }]) => `${name}: ${suite} failed without a mutation: ${reason}`) : []),
    ...(!isControl && red.length === 0 ? [`${name}: SURVIVED, no suite noticed it`] : []),
  ];
}

/** The table of which suites went red, the tests that noticed each mutation first, what is wrong, and the verdict. */
export function renderReport(runs: readonly Run[], suites: readonly string[]): string {
  const problems = runs.flatMap(problemsOf);
  const mutations = runs.filter(({ isControl }) => !isControl);
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

function firstFailures({ name, verdicts }: Run): readonly string[] {
  const red = [...verdicts].filter(([, { colour }]) => colour === 'red');
  return red.length === 0 ? [] : [name, ...red.map(([suite, { reason }]) => `  ${suite}: ${reason}`), ''];
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
