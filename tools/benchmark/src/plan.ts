import { parseArgs } from 'node:util';
import type { RecordSize } from './patients.ts';

export const CASES = [
  'headline',
  'latency',
  'delay',
  'memory',
  'slow-consumers',
  'hanging',
  'shutdown',
  'matrix',
] as const;
export type CaseName = (typeof CASES)[number];

/** How much is measured. */
export interface Plan {
  readonly cases: readonly CaseName[];
  readonly sizes: readonly RecordSize[];
  readonly connections: readonly number[];
  readonly warmUpMs: number;
  readonly roundMs: number;
  readonly headlineMs: number;
  readonly headlineRounds: number;
  readonly latencyRounds: number;
  readonly slowConsumers: { readonly consumers: number; readonly bytesPerSecond: number };
  /** Where the document goes, from the root of the workspace. */
  readonly output: string;
  readonly quick: boolean;
}

const FULL = {
  sizes: ['2 KB', '20 KB', '200 KB', '5 MB'],
  connections: [1, 32, 256],
  warmUpMs: 1_200,
  roundMs: 2_000,
  headlineMs: 5_000,
  headlineRounds: 5,
  latencyRounds: 5,
  slowConsumers: { consumers: 200, bytesPerSecond: 100_000 },
} as const;

const QUICK = {
  sizes: ['20 KB'],
  connections: [32],
  warmUpMs: 1_000,
  roundMs: 1_000,
  headlineMs: 2_000,
  headlineRounds: 3,
  latencyRounds: 3,
  slowConsumers: { consumers: 50, bytesPerSecond: 1_000_000 },
} as const;

/** @throws TypeError that says what is wrong with the arguments */
export function readPlan(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      'round-ms': { type: 'string' },
      output: { type: 'string' },
    },
  });
  const cases = values.only === undefined ? CASES : values.only.split(',').map(readCase);
  const scope = values.quick ? QUICK : FULL;
  const roundMs = values['round-ms'] === undefined ? scope.roundMs : wholeNumber(values['round-ms']);
  // Only a run of everything may replace the published figures.
  const isWhole = !values.quick && values.only === undefined;
  const output = values.output ?? (isWhole ? 'docs/performance.md' : 'reports/benchmark/performance.md');
  return { ...scope, cases, roundMs, output, quick: values.quick };
}

function readCase(text: string): CaseName {
  const name = CASES.find((each) => each === text.trim());
  if (name === undefined) throw new TypeError(`--only knows ${CASES.join(', ')}`);
  return name;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text)) throw new TypeError('--round-ms takes whole milliseconds');
  return Number(text);
}
