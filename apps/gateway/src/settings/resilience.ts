import { wholeNumber } from '@cdg/http-server';

/** How the gateway deals with upstreams that are slow or fail. */
export const resilience = {
  UPSTREAM_CONNECTIONS: wholeNumber(256, { min: 1, max: 65_535 }),
  RETRY_BACK_OFF_MS: wholeNumber(100, { max: 60_000 }),
};
