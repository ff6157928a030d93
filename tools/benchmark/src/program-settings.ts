import type { z } from 'zod';

/** Where a process of this tool finds its settings, as JSON. */
export const SETTINGS_VARIABLE = 'BENCHMARK_SETTINGS';

/** The settings that the process which started this one gave it. */
export function readSettings<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(process.env[SETTINGS_VARIABLE] ?? '{}'));
}
