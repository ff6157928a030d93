import { z } from 'zod';

export const upstreamSettingsSchema = z.object({
  /** Before every answer. */
  delayMs: z.number(),
  /** After the first megabyte of a record of 50 MB. */
  pauseMs: z.number(),
});

export type UpstreamSettings = z.infer<typeof upstreamSettingsSchema>;
