import type { BreakerState, WithheldReason } from '@cdg/http-client';
import type { Logger } from '@cdg/http-server';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Tells operators what the gateway makes of its upstreams' health. */
export interface UpstreamHealth {
  /** A breaker changed. `host` is a practice's system's; a whole address could name the practice to everyone who reads logs. */
  readonly breakerChanged: (change: { upstream: string; host?: string | undefined; state: BreakerState }) => void;
  readonly callWithheld: (upstream: string, reason: WithheldReason) => void;
  readonly retryWithheld: (upstream: string) => void;
  /** Shows how many of an upstream's breakers are in which state; PDS and SDS have one each. */
  readonly watchBreakers: (upstream: string, states: () => readonly BreakerState[]) => void;
}

const STATES: readonly BreakerState[] = ['closed', 'open', 'half-open'];

export function createUpstreamHealth({ registry, logger }: { registry: Registry; logger: Logger }): UpstreamHealth {
  const registers = [registry];
  const watched = new Map<string, () => readonly BreakerState[]>();
  new Gauge({
    name: 'cdg_circuit_breakers',
    help: 'Circuit breakers by state: one each for PDS and SDS, one for each address of a practice.',
    labelNames: ['upstream', 'state'],
    registers,
    collect() {
      for (const [upstream, statesNow] of watched) {
        const states = statesNow();
        for (const state of STATES) this.set({ upstream, state }, states.filter((one) => one === state).length);
      }
    },
  });
  const calls = new Counter({
    name: 'cdg_withheld_calls_total',
    help: 'Calls not made because the breaker was open or too many were under way.',
    labelNames: ['upstream', 'reason'],
    registers,
  });
  const retries = new Counter({
    name: 'cdg_withheld_retries_total',
    help: 'Retries not made because the retry budget was spent.',
    labelNames: ['upstream'],
    registers,
  });
  return {
    breakerChanged: ({ upstream, host, state }) => {
      logger[state === 'open' ? 'warn' : 'info']({ upstream, host, state }, 'circuit breaker');
    },
    callWithheld: (upstream, reason) => {
      calls.inc({ upstream, reason });
    },
    retryWithheld: (upstream) => {
      retries.inc({ upstream });
    },
    watchBreakers: (upstream, states) => {
      watched.set(upstream, states);
    },
  };
}
