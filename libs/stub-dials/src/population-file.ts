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
      const plan = POPULATION_PLAN.safeParse(readJson(path.trim()));
      if (plan.success) return plan.data;
      for (const { path: member, message } of plan.error.issues) {
        const about = member.length === 0 ? 'cannot be read as JSON' : `in the file, ${member.join('.')}: ${message}`;
        context.addIssue({ code: 'custom', message: about });
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
