import { z } from 'zod';
import { RECORD_SIZES } from '../patients.ts';

/** Requests one after the other on each connection. */
export const loopJobSchema = z.object({
  kind: z.literal('loop'),
  url: z.string(),
  /** The program whose CPU time is taken, when it runs on this machine. */
  pid: z.number().optional(),
  connections: z.number(),
  /** Records asked for; of one patient only when there is `only`. */
  size: z.enum(RECORD_SIZES),
  only: z.object({ nhsNumber: z.string(), consumerOds: z.string() }).optional(),
  warmUpMs: z.number(),
  /** The warm-up lasts until so many requests were answered, too: code is compiled by the number of its runs, not by time. */
  warmUpRequests: z.number().optional(),
  durationMs: z.number(),
  /** Asks only about patients of the practice that never answers. */
  hanging: z.boolean().optional(),
  /** Sends no more than so many requests a second. */
  perSecond: z.number().optional(),
});

/** So many consumers at once that each take one record at this pace. */
export const slowReadersJobSchema = z.object({
  kind: z.literal('slow-readers'),
  url: z.string(),
  consumers: z.number(),
  size: z.enum(RECORD_SIZES),
  bytesPerSecond: z.number(),
});

/** One record, as fast as it comes. */
export const singleJobSchema = z.object({ kind: z.literal('single'), url: z.string(), size: z.enum(RECORD_SIZES) });

export const jobSchema = z.discriminatedUnion('kind', [loopJobSchema, slowReadersJobSchema, singleJobSchema]);

export type LoopJob = z.infer<typeof loopJobSchema>;
export type SlowReadersJob = z.infer<typeof slowReadersJobSchema>;
export type SingleJob = z.infer<typeof singleJobSchema>;
export type Job = z.infer<typeof jobSchema>;

export const loopResultSchema = z.object({
  requests: z.number(),
  perSecond: z.number(),
  /** Milliseconds. */
  p50: z.number(),
  p90: z.number(),
  p99: z.number(),
  p999: z.number(),
  cpuMsPerRequest: z.number().optional(),
  /** How much of one core the program used. */
  cores: z.number().optional(),
  /** Answers that were wrong or did not come, and what the first of them was. */
  errors: z.number(),
  firstError: z.string().optional(),
  /** Requests for which no connection was to be had: nobody had accepted them. */
  refused: z.number(),
});

export const slowReadersResultSchema = z.object({ complete: z.number(), errors: z.number(), seconds: z.number() });

export const singleResultSchema = z.object({
  complete: z.boolean(),
  /** Nanoseconds on the machine's steady clock. */
  firstByteAt: z.number(),
  ms: z.number(),
});

export type LoopResult = z.infer<typeof loopResultSchema>;
export type SlowReadersResult = z.infer<typeof slowReadersResultSchema>;
export type SingleResult = z.infer<typeof singleResultSchema>;
