export type { CallContext, UpstreamCall } from './call-context.ts';
export { CancelledError, DeadlineExceededError, startDeadline, type Deadline } from './deadline.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type StreamedAnswer,
  type WholeAnswer,
} from './http-client.ts';
export { readJson } from './read-json.ts';
export { retryAfterMs } from './retry-after.ts';
export { createSingleFlight, type SingleFlight } from './single-flight.ts';
export { UpstreamError, type UpstreamErrorDetails, type UpstreamFault } from './upstream-error.ts';
export { withRetries, type RetryPolicy } from './with-retries.ts';
