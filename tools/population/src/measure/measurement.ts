import { percentile } from './time-questions.ts';

/** What a stub with a large population may cost, by its requirement: beside a small one, in the same run. */
export const LIMITS = { startMs: 5_000, memoryBytes: 500_000_000, ratioOfP99: 1.5 } as const;

/** The same thing with the small population and with the large one. */
export type Pair<Value> = readonly [small: Value, large: Value];

export interface StubMeasurement {
  readonly name: string;
  readonly startMs: Pair<number>;
  /** The most that was seen. */
  readonly memoryBytes: Pair<number>;
  readonly questions: readonly { readonly name: string; readonly times: Pair<readonly number[]> }[];
}

/** Both populations side by side, and every limit that was not kept. */
export function describeMeasurement(
  stubs: readonly StubMeasurement[],
  patients: Pair<number>,
): { readonly text: string; readonly faults: readonly string[] } {
  const [small, large] = patients.map((count) => count.toLocaleString('en-GB'));
  const rows = stubs.flatMap(rowsOf);
  const head = ['', `${small ?? ''} patients`, `${large ?? ''} patients`, 'ratio', 'limit'];
  return { text: table([head, ...rows.map(({ cells }) => cells)]), faults: rows.flatMap(({ fault }) => fault ?? []) };
}

interface Row {
  readonly cells: readonly string[];
  readonly fault?: string;
}

function rowsOf({ name, startMs, memoryBytes, questions }: StubMeasurement): readonly Row[] {
  return [
    absoluteRow(`${name} stub, start`, startMs, {
      limit: LIMITS.startMs,
      shown: (ms) => `${(ms / 1000).toFixed(2)} s`,
    }),
    absoluteRow(`${name} stub, memory`, memoryBytes, {
      limit: LIMITS.memoryBytes,
      shown: (bytes) => `${Math.round(bytes / 1e6)} MB`,
    }),
    ...questions.flatMap(({ name: question, times }) => latencyRows(question, times)),
  ];
}

function absoluteRow(
  label: string,
  [small, large]: Pair<number>,
  { limit, shown }: { limit: number; shown: (value: number) => string },
): Row {
  const cells = [label, shown(small), shown(large), (large / small).toFixed(2), `< ${shown(limit)}`];
  return large < limit ? { cells } : { cells, fault: `${label}: ${shown(large)}, not less than ${shown(limit)}` };
}

function latencyRows(question: string, times: Pair<readonly number[]>): readonly Row[] {
  const at = (share: number): Pair<number> => [percentile(times[0], share), percentile(times[1], share)];
  const cells = (label: string, [small, large]: Pair<number>, limit: string) => [
    `${question}, ${label}`,
    `${small.toFixed(2)} ms`,
    `${large.toFixed(2)} ms`,
    (large / small).toFixed(2),
    limit,
  ];
  const p99 = at(0.99);
  const ratio = p99[1] / p99[0];
  const row = { cells: cells('p99', p99, `<= ${LIMITS.ratioOfP99}`) };
  const fault = `${question}: the ratio of p99 is ${ratio.toFixed(2)}, more than ${LIMITS.ratioOfP99}`;
  return [{ cells: cells('p50', at(0.5), '') }, ratio <= LIMITS.ratioOfP99 ? row : { ...row, fault }];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}
