import type { AnswerBody } from './answer-body.ts';
import type { BreakerState, CallVerdict, CircuitBreaker } from './circuit-breaker.ts';
import { UpstreamError } from './upstream-error.ts';

/** Why a call was not made. */
export type WithheldReason = 'breaker' | 'bulkhead';

export interface LaneOptions {
  readonly upstream: string;
  /** Most calls at a time, with those whose answers are still flowing. */
  readonly maxCalls: number;
  readonly breaker: CircuitBreaker;
  /** Told of every call that was not made. */
  readonly onWithheld?: (reason: WithheldReason) => void;
}

/** How to read the answer of a call. */
export interface AnswerReading<T> {
  /** Whether the answer says that the upstream is failing. */
  readonly isFailure?: (answer: T) => boolean;
  /** The answer's body where it is still flowing: the call keeps its place until that is over. */
  readonly bodyOf?: (answer: T) => Pick<AnswerBody, 'onceOver'> | undefined;
}

/** A lane of its own for the calls to one upstream, or to one practice: what goes wrong in it holds up no other. */
export interface Lane {
  readonly state: () => BreakerState;
  /** Makes a call, its retries included. @throws UpstreamError of kind withheld when the upstream is failing, or has enough to do */
  readonly run: <T>(call: () => Promise<T>, reading?: AnswerReading<T>) => Promise<T>;
}

/** When a place is free again depends on others; this is the shortest wait that `Retry-After` can tell. */
const BUSY_WAIT_MS = 1_000;

/** A bulkhead and a circuit breaker around calls. What is beyond them fails at once instead of waiting. */
export function createLane({ upstream, maxCalls, breaker, onWithheld }: LaneOptions): Lane {
  let underWay = 0;
  const leave = () => {
    underWay -= 1;
  };
  const withhold = (reason: WithheldReason, retryAfterMs: number) => {
    onWithheld?.(reason);
    return new UpstreamError(upstream, { kind: 'withheld', detail: reason, retryAfterMs });
  };

  return {
    state: breaker.state,
    run: async (call, reading) => {
      const waitMs = breaker.waitMs();
      if (waitMs > 0) throw withhold('breaker', waitMs);
      if (underWay >= maxCalls) throw withhold('bulkhead', BUSY_WAIT_MS);
      const judge = breaker.begin();
      underWay += 1;
      let body: Pick<AnswerBody, 'onceOver'> | undefined;
      try {
        const answer = await call();
        judge(reading?.isFailure?.(answer) === true ? 'failing' : 'well');
        body = reading?.bodyOf?.(answer);
        return answer;
      } catch (error) {
        judge(verdictOn(error));
        throw error;
      } finally {
        if (body === undefined) leave();
        else body.onceOver(leave);
      }
    },
  };
}

/** A 4xx is an answer of a service that is well, and so is one that breaks its contract; a cancellation tells nothing. */
function verdictOn(error: unknown): CallVerdict {
  if (!(error instanceof UpstreamError) || error.kind === 'withheld') return 'nothing';
  if (error.kind === 'timeout' || error.kind === 'network') return 'failing';
  return error.kind === 'status' && isFailureStatus(error.status ?? 0) ? 'failing' : 'well';
}

/** Whether a status says that the upstream is failing: 5xx, throttling, and its own time-out. */
export function isFailureStatus(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}
