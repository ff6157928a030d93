/** Time limits of the gateway under test, in milliseconds: short enough to wait for, long enough for a busy machine. */
export const UPSTREAM_LIMIT_MS = 700;
export const DEADLINE_MS = 4_000;

/** What upstreams that throttle ask for: more than the deadline allows. */
export const LONG_WAIT_S = 30;

/** Look-ups are made afresh; what one cell does must not change how the next is treated. */
export const GATEWAY_SETTINGS: Readonly<Record<string, string>> = {
  PDS_TIMEOUT_MS: String(UPSTREAM_LIMIT_MS),
  SDS_TIMEOUT_MS: String(UPSTREAM_LIMIT_MS),
  PROVIDER_TIMEOUT_MS: String(UPSTREAM_LIMIT_MS),
  REQUEST_DEADLINE_MS: String(DEADLINE_MS),
  RETRY_BACK_OFF_MS: '10',
  SDS_CACHE_TTL_MS: '0',
};
