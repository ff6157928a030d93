import { wholeNumber } from '@cdg/http-server';
import { duration } from './duration.ts';

const percent = (fallback: number) => wholeNumber(fallback, { max: 100 });

/** How the gateway deals with upstreams that are slow or fail (docs/adr/0013). */
export const resilience = {
  UPSTREAM_CONNECTIONS: wholeNumber(256, { min: 1, max: 65_535 }),
  UPSTREAM_MAX_CALLS: wholeNumber(1_024, { min: 1, max: 65_535 }),
  PROVIDER_CONNECTIONS: wholeNumber(512, { min: 1, max: 65_535 }),
  PROVIDER_CONNECTIONS_PER_PRACTICE: wholeNumber(256, { min: 1, max: 65_535 }),
  RETRY_BACK_OFF_MS: wholeNumber(100, { max: 60_000 }),
  RETRY_BUDGET: wholeNumber(10, { max: 1_000_000 }),
  RETRY_BUDGET_PERCENT: percent(10),
  BREAKER_MIN_CALLS: wholeNumber(20, { min: 1, max: 1_000_000 }),
  BREAKER_WINDOW_MS: duration(30_000),
  BREAKER_FAILURE_PERCENT: percent(75),
  BREAKER_OPEN_MS: duration(5_000),
};
