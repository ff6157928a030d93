import { readFileSync } from 'node:fs';
import { POPULATION_PLAN, type PopulationPlan } from '@cdg/test-data';
import { z } from 'zod';

/** A setting: the file with the plan of a population (`npm run population` writes one). Without it there is none. */
export const populationFile = () =>
  z
    .string()
    .optional()
    .transform((path, context): PopulationPlan | undefined => {
      if (path === undefined) return undefined;
      const file = readJson(path.trim());
      const plan = POPULATION_PLAN.safeParse(file);
      if (plan.success) return plan.data;
      const faults = plan.error.issues.map(
        ({ path: member, message }) => `${member.join('.') || 'the file'}: ${message}`,
      );
      for (const message of file === undefined ? ['expected a file with JSON in it'] : faults) {
        context.addIssue({ code: 'custom', message });
      }
      return z.NEVER;
    });

/** undefined when there is no such file, or no JSON in it. */
function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
