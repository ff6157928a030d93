import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const tallySchema = z.object({
  answers: z.array(
    z.object({
      operation: z.string(),
      phase: z.string(),
      mode: z.enum(['positive', 'negative', '']),
      status: z.int(),
      count: z.int(),
    }),
  ),
  exclusionsUsed: z.record(z.string(), z.int()),
});

/** What the hooks have counted: answers by operation, phase, kind of data and status, and the use of exclusions. */
export type Tally = z.output<typeof tallySchema>;

export async function readTally(file: string): Promise<Tally> {
  return tallySchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** How many answers meet a condition. */
export function countAnswers(tally: Tally, condition: (answer: Tally['answers'][number]) => boolean): number {
  return tally.answers.filter(condition).reduce((sum, { count }) => sum + count, 0);
}
