import { httpUrl, wholeNumber } from '@cdg/http-server';
import { z } from 'zod';
import { duration } from './duration.ts';

const SAMPLERS = [
  ...['always_on', 'always_off', 'traceidratio'],
  ...['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'],
];

/** `name=value` pairs between commas, values percent-encoded, as in W3C Baggage. */
const headers = () =>
  z
    .string()
    .default('')
    .transform((text, context) => {
      const pairs = text.split(',').filter((pair) => pair.trim() !== '');
      try {
        return Object.fromEntries(pairs.map(readPair));
      } catch {
        context.addIssue({ code: 'custom', message: 'expected name=value pairs between commas' });
        return z.NEVER;
      }
    });

/** Where traces go, and how many are kept: by the names of the OpenTelemetry specification. */
export const tracing = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl().optional(),
  OTEL_EXPORTER_OTLP_HEADERS: headers(),
  OTEL_EXPORTER_OTLP_TIMEOUT: duration(10_000),
  OTEL_SERVICE_NAME: z.string().default('clinical-data-gateway'),
  OTEL_TRACES_SAMPLER: z
    .string()
    .default('parentbased_always_on')
    .refine((name) => SAMPLERS.includes(name), { error: `expected one of ${SAMPLERS.join(', ')}` }),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number({ error: 'expected a number from 0 to 1' }).min(0).max(1).default(1),
  OTEL_BSP_MAX_QUEUE_SIZE: wholeNumber(2_048, { min: 1, max: 100_000 }),
  OTEL_BSP_SCHEDULE_DELAY: duration(5_000),
};

export type TracingSettings = z.output<z.ZodObject<typeof tracing>>;

function readPair(pair: string): [string, string] {
  const [name = '', ...value] = pair.split('=');
  if (!/^\s*[\w-]+\s*$/.test(name) || value.length === 0) throw new SyntaxError('not a pair');
  return [name.trim(), decodeURIComponent(value.join('=').trim())];
}
