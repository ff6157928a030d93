import { parseArgs } from 'node:util';
import { POPULATION_PLAN, type PopulationPlan } from '@cdg/test-data';

const USAGE =
  'npm run population -- [--patients 100000] [--practices 2000] [--consumers 20] [--seed 1] [--today YYYY-MM-DD] [--file .local/population.json]';

/** The command was called with something that it does not know or cannot use. Carries every fault. */
export class UsageError extends Error {
  constructor(faults: readonly string[]) {
    super([...faults, USAGE].join('\n'));
    this.name = 'UsageError';
  }
}

export interface PopulationArguments {
  readonly plan: PopulationPlan;
  /** Where the plan is to be written. */
  readonly file: string;
}

/** @throws UsageError with every argument that cannot be used */
export function readArguments(args: readonly string[], now: Date): PopulationArguments {
  const { file, today, ...numbers } = parse(args, now);
  const counts = Object.entries(numbers).map(([name, text]) => [name, /^\d+$/.test(text) ? Number(text) : text]);
  const plan = POPULATION_PLAN.safeParse({ ...Object.fromEntries(counts), today });
  if (plan.success) return { plan: plan.data, file };
  throw new UsageError(plan.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`));
}

function parse(args: readonly string[], now: Date) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        patients: text('100000'),
        practices: text('2000'),
        consumers: text('20'),
        seed: text('1'),
        today: text(now.toISOString().slice(0, 10)),
        file: text('.local/population.json'),
      },
    }).values;
  } catch (error) {
    throw new UsageError([error instanceof Error ? error.message : String(error)]);
  }
}
