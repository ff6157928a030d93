import { createAbort, type Signal } from './abort.ts';
import type { CallContext, UpstreamCall } from './call-context.ts';
import { reasonToGiveUp } from './deadline.ts';
import { UpstreamError } from './upstream-error.ts';
import { failureOf, outcomeOf } from './upstream-failure.ts';

export interface AttemptLimit {
  /** Aborts with the error to throw: when the attempt's time is up, or when the request's is, or it is cancelled. */
  readonly signal: Signal;
  /** Headers by which the request's trace goes on in the upstream; undefined where there is no trace. */
  readonly traceHeaders: Readonly<Record<string, string>> | undefined;
  /** The attempt is over: nothing of it stays behind. */
  readonly release: () => void;
}

interface Attempt<T> {
  readonly upstream: string;
  readonly timeoutMs: number;
  readonly context: CallContext;
  /** Must see to `release` once it has succeeded and its signal is no longer needed. */
  readonly work: (limit: AttemptLimit) => Promise<T>;
}

/** Makes one attempt within its own time limit and the request's deadline, and reports how it went. @throws UpstreamError */
export async function attempt<T extends { status: number }>(options: Attempt<T>): Promise<T> {
  const { upstream, context, work } = options;
  const limit = limitAttempt(options);
  const traced = context.traceCall?.(upstream);
  const started = performance.now();
  const report = (call: Pick<UpstreamCall, 'outcome' | 'status'>) => {
    context.onUpstreamCall?.({ upstream, ms: performance.now() - started, ...call });
    traced?.end(call);
  };
  try {
    const answer = await work({ signal: limit.signal, release: limit.release, traceHeaders: traced?.headers });
    report({ outcome: 'ok', status: answer.status });
    return answer;
  } catch (error) {
    limit.release();
    const failure = failureOf(upstream, { error, signal: limit.signal });
    report({ outcome: outcomeOf(failure) });
    throw failure;
  } finally {
    limit.stopClock();
  }
}

/** From the end of its clock, only the request's deadline still bounds an attempt, until it is released. */
function limitAttempt({ upstream, timeoutMs, context }: Omit<Attempt<unknown>, 'work'>) {
  const outer = context.deadline.signal;
  const { signal, abort } = createAbort();
  const follow = () => {
    abort(reasonToGiveUp(upstream, outer));
  };
  if (outer.aborted) follow();
  else outer.addEventListener('abort', follow);
  const timer = setTimeout(() => {
    abort(new UpstreamError(upstream, { kind: 'timeout' }));
  }, timeoutMs);
  return {
    signal,
    stopClock: () => {
      clearTimeout(timer);
    },
    release: () => {
      outer.removeEventListener('abort', follow);
    },
  };
}
