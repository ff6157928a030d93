import { z } from 'zod';

/** What the load generator says when a job is done. */
export const loadReplySchema = z.object({
  type: z.literal('result'),
  result: z.unknown().optional(),
  error: z.string().optional(),
});
