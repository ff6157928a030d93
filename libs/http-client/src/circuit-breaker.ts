import { createFailureWindow } from './failure-window.ts';

/** `closed`: calls are made; `open`: none is; `half-open`: one is, to see whether the upstream is well again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** What a call says of its upstream's health; `nothing` when it was cancelled, or failed for a reason of our own. */
export type CallVerdict = 'well' | 'failing' | 'nothing';

export interface BreakerSettings {
  /** Calls in the window before it can open. */
  readonly minCalls: number;
  readonly windowMs: number;
  /** The share of failures in the window at which it opens. */
  readonly failurePercent: number;
  /** How long it stays open before one call is let through. */
  readonly openMs: number;
}

export interface BreakerOptions extends BreakerSettings {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly onChange?: (state: BreakerState) => void;
}

export interface CircuitBreaker {
  readonly state: () => BreakerState;
  /** Milliseconds until a call may be tried; 0 when one may be made now. */
  readonly waitMs: () => number;
  /** Begins a call that may be made now; what is returned must be told its verdict. */
  readonly begin: () => (verdict: CallVerdict) => void;
}

/** The verdict on a probe is not far off, but nobody knows when it comes. */
const PROBE_WAIT_MS = 1_000;

/**
 * A circuit breaker: it opens when most calls of a window failed, and closes when a single call succeeds afterwards. Why
 * it is our own: docs/adr/0013.
 */
export function createCircuitBreaker({ onChange, ...options }: BreakerOptions): CircuitBreaker {
  const { minCalls, failurePercent, openMs, now } = options;
  const window = createFailureWindow(options);
  let state: BreakerState = 'closed';
  let openUntil = 0;
  let probing = false;
  /** Counts the changes: the verdict of a call that began before the last one tells nothing new. */
  let era = 0;

  const change = (to: BreakerState) => {
    state = to;
    era += 1;
    probing = false;
    window.clear();
    onChange?.(to);
  };
  const open = () => {
    openUntil = now() + openMs;
    change('open');
  };
  const judgeProbe = (verdict: CallVerdict) => {
    if (verdict === 'well') change('closed');
    else if (verdict === 'failing') open();
    else probing = false;
  };
  const judgeCall = (failed: boolean) => {
    window.add(failed);
    if (!failed) return;
    const calls = window.calls();
    if (calls >= minCalls && window.failures() * 100 >= failurePercent * calls) open();
  };

  return {
    state: () => (state === 'open' && now() >= openUntil ? 'half-open' : state),
    waitMs: () => {
      if (state === 'closed') return 0;
      if (state === 'open') return Math.max(0, openUntil - now());
      return probing ? PROBE_WAIT_MS : 0;
    },
    begin: () => {
      if (state === 'open') change('half-open');
      probing = state === 'half-open';
      const began = era;
      return (verdict) => {
        if (began !== era) return;
        if (state === 'half-open') judgeProbe(verdict);
        else if (verdict !== 'nothing') judgeCall(verdict === 'failing');
      };
    },
  };
}
