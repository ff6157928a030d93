import { wholeNumber } from '@cdg/http-server';
import { duration } from './duration.ts';

/** How long and how much: of requests, of answers, and of what is kept. */
export const limits = {
  REQUEST_DEADLINE_MS: duration(20_000),
  CONSUMER_IDLE_TIMEOUT_MS: duration(30_000),
  PROVIDER_IDLE_TIMEOUT_MS: duration(10_000),
  PDS_TIMEOUT_MS: duration(5_000),
  SDS_TIMEOUT_MS: duration(5_000),
  PROVIDER_TIMEOUT_MS: duration(15_000),
  UPSTREAM_MAX_BYTES: wholeNumber(1_048_576, { min: 1_024, max: 67_108_864 }),
  SDS_CACHE_TTL_MS: wholeNumber(300_000, { max: 86_400_000 }),
  SDS_NEGATIVE_TTL_MS: wholeNumber(5_000, { max: 86_400_000 }),
  MAX_BODY_BYTES: wholeNumber(65_536, { min: 1, max: 16_777_216 }),
  MAX_HEADER_BYTES: wholeNumber(40_960, { min: 4_096, max: 1_048_576 }),
  PATIENT_GUARD_BYTES: wholeNumber(1_048_576, { min: 1_024, max: 67_108_864 }),
};
