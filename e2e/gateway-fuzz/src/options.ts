import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { Api } from './apis/api.ts';
import type { Effort } from './fuzz-api.ts';

export interface Options {
  readonly apis: readonly Api[];
  readonly effort: Effort;
  /** For the whole run. */
  readonly timeLimitMs: number;
  /** Whether to build what the fleet runs first. */
  readonly build: boolean;
}

const MINUTE_MS = 60_000;

/** The same requests in every run, so that a change that passes here passes everywhere. */
const USUAL = { fhirExamples: 1_000, examples: 100, seed: 20_260_401, timeLimitMs: 20 * MINUTE_MS };
const DEEP = { fhirExamples: 20_000, examples: 2_000, timeLimitMs: 6 * 60 * MINUTE_MS };
const SEEDS = 2 ** 32;

/**
 * Reads `--build`, `--deep`, `--seed <number>`, `--examples <number>` (for every operation) and `--only <api>`.
 *
 * @throws when something else was given
 */
export function readOptions(args: readonly string[], apis: readonly Api[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      build: { type: 'boolean', default: false },
      deep: { type: 'boolean', default: false },
      seed: { type: 'string' },
      examples: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const chosen = apis.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
  if (chosen.length < values.only.length) throw new Error(`--only takes ${apis.map(({ name }) => name).join(', ')}`);
  const usual = values.deep ? { ...DEEP, seed: randomInt(SEEDS) } : USUAL;
  const examples = wholeNumber('examples', values.examples);
  return {
    apis: chosen,
    effort: {
      fhirExamples: examples ?? usual.fhirExamples,
      examples: examples ?? usual.examples,
      seed: wholeNumber('seed', values.seed) ?? usual.seed,
    },
    timeLimitMs: usual.timeLimitMs,
    build: values.build,
  };
}

/** Whether a run makes at least the usual number of requests. */
export function isThorough({ fhirExamples, examples }: Effort): boolean {
  return fhirExamples >= USUAL.fhirExamples && examples >= USUAL.examples;
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new Error(`--${name} takes a whole number from 1`);
  return Number(text);
}
