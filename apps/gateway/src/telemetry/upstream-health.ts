import type { BreakerState, WithheldReason } from '@cdg/http-client';
import type { Logger } from '@cdg/http-server';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Tells operators what the gateway makes of its upstreams' health. */
export interface UpstreamHealth {
  /** How many of each upstream's breakers are in which state. */
  readonly states: () => Readonly<Record<string, Readonly<Record<BreakerState, number>>>>;
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
  const states = () =>
    Object.fromEntries([...watched].map(([upstream, statesNow]) => [upstream, tallied(statesNow())]));
  new Gauge({
    name: 'cdg_circuit_breakers',
    help: 'Circuit breakers by state: one each for PDS and SDS, one for each address of a practice.',
    labelNames: ['upstream', 'state'],
    registers,
    collect() {
      for (const [upstream, tally] of Object.entries(states())) {
        for (const state of STATES) this.set({ upstream, state }, tally[state]);
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
    states,
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

function tallied(states: readonly BreakerState[]): Record<BreakerState, number> {
  const tally = { closed: 0, open: 0, 'half-open': 0 };
  for (const state of states) tally[state] += 1;
  return tally;
}
