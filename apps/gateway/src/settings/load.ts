import { wholeNumber } from '@cdg/http-server';
import { z } from 'zod';
import { duration } from './duration.ts';

const redisUrl = () =>
  z
    .string()
    .refine((text) => /^rediss?:$/.test(URL.parse(text.trim())?.protocol ?? ''), {
      error: 'expected a redis or rediss URL',
    })
    .transform((text) => text.trim())
    .optional();

/** How much is taken on, from whom and how slowly, and what is remembered with other instances (docs/adr/0017). */
export const load = {
  REDIS_URL: redisUrl(),
  REDIS_TIMEOUT_MS: duration(75),
  SDS_STALE_IF_ERROR_MS: wholeNumber(900_000, { max: 86_400_000 }),
  RATE_LIMIT_PER_MINUTE: wholeNumber(0, { max: 10_000_000 }),
  MAX_IN_FLIGHT: wholeNumber(512, { min: 1, max: 1_000_000 }),
  MAX_CONNECTIONS: wholeNumber(10_000, { min: 1, max: 1_000_000 }),
  HEADERS_TIMEOUT_MS: duration(10_000),
  REQUEST_TIMEOUT_MS: duration(30_000),
  KEEP_ALIVE_TIMEOUT_MS: duration(65_000),
  DRAIN_DELAY_MS: wholeNumber(0, { max: 300_000 }),
};
