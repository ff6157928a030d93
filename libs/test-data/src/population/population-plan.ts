import { z } from 'zod';

const MOST = { seed: 4_294_967_295, patients: 500_000, practices: 10_000, consumers: 1_000 } as const;

const count = (most: number) =>
  z
    .int({ error: 'expected a whole number' })
    .min(1, { error: 'expected at least 1' })
    .max(most, {
      error: `expected at most ${most}`,
    });

/**
 * All that there is to keep of a population: everybody in it follows from these few numbers, the same in every process.
 * The day stands in it because ages, and what was entered lately, are counted back from it.
 */
export const POPULATION_PLAN = z.strictObject({
  seed: z
    .int({ error: 'expected a whole number' })
    .min(0, { error: 'expected at least 0' })
    .max(MOST.seed, {
      error: `expected at most ${MOST.seed}`,
    }),
  patients: count(MOST.patients),
  practices: count(MOST.practices),
  consumers: count(MOST.consumers),
  today: z.iso.date({ error: 'expected a date as YYYY-MM-DD' }),
});

export type PopulationPlan = Readonly<z.output<typeof POPULATION_PLAN>>;
