export { createAbort, type Signal } from './abort.ts';
export type { AnswerBody } from './answer-body.ts';
export { AddressNotPermittedError, type AddressRule } from './connector.ts';
export type { CallContext, TraceCall, TracedCall, UpstreamCall } from './call-context.ts';
export {
  createCircuitBreaker,
  type BreakerOptions,
  type BreakerSettings,
  type BreakerState,
  type CircuitBreaker,
} from './circuit-breaker.ts';
export { CancelledError, DeadlineExceededError, startDeadline, type Deadline } from './deadline.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type StreamedAnswer,
  type WholeAnswer,
} from './http-client.ts';
export { createLane, isFailureStatus, type Lane, type LaneOptions, type WithheldReason } from './lane.ts';
export { createLanes, type Lanes } from './lanes.ts';
export type { PoolUse } from './pool-use.ts';
export { readJson } from './read-json.ts';
export { retryAfterMs } from './retry-after.ts';
export { createRetryBudget, type RetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
export { createSingleFlight, type SingleFlight } from './single-flight.ts';
export { UpstreamError, type UpstreamErrorDetails, type UpstreamFault } from './upstream-error.ts';
export { withRetries, type RetryPolicy } from './with-retries.ts';
