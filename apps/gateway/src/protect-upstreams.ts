import {
  createCircuitBreaker,
  createLane,
  createLanes,
  createRetryBudget,
  isFailureStatus,
  type Lane,
  type Lanes,
  type RetryPolicy,
} from '@cdg/http-client';
import type { PdsClient } from '@cdg/pds-client';
import type { ProviderAnswer, ProviderClient } from '@cdg/provider-client';
import type { SdsClient } from '@cdg/sds-client';
import type { Config } from './config.ts';
import type { UpstreamHealth } from './telemetry/upstream-health.ts';

type Upstream = 'PDS' | 'SDS' | 'Provider';

/** What keeps a failing upstream from being overrun, and from holding up the others (docs/adr/0013). */
export interface UpstreamProtection {
  /** How an upstream's calls are repeated: at most twice, out of its own budget. To be asked for once. */
  readonly retries: (upstream: Upstream) => RetryPolicy;
  readonly pds: (client: PdsClient) => PdsClient;
  readonly sds: (client: SdsClient) => SdsClient;
  /**
   * Each service root that SDS gives has a lane of its own, whatever stands between: practices behind one Spine Secure
   * Proxy share its connections, but not each other's troubles.
   */
  readonly providers: (client: ProviderClient) => ProviderClient;
}

/** Puts retry budgets, circuit breakers and bulkheads around the upstream clients. */
export function createUpstreamProtection(config: Config, health: UpstreamHealth): UpstreamProtection {
  return {
    retries: (upstream) => retriesOf(upstream, config, health),
    pds: ({ getPatient }) => {
      const lane = soleLane('PDS', config, health);
      return { getPatient: (query, context) => lane.run(() => getPatient(query, context)) };
    },
    sds: ({ findDevices, findEndpoints }) => {
      const lane = soleLane('SDS', config, health);
      return {
        findDevices: (query, context) => lane.run(() => findDevices(query, context)),
        findEndpoints: (query, context) => lane.run(() => findEndpoints(query, context)),
      };
    },
    providers: ({ call }) => {
      const lanes = practiceLanes(config, health);
      return {
        call: (request, context) => lanes.laneOf(request.serviceRoot).run(() => call(request, context), READING),
      };
    },
  };
}

/** A record keeps its place until it has come whole; a refusal comes whole at once. */
const READING = {
  isFailure: (answer: ProviderAnswer) => 'refusal' in answer && isFailureStatus(answer.refusal.status),
  bodyOf: (answer: ProviderAnswer) => ('record' in answer ? answer.record.body : undefined),
};

function retriesOf(upstream: Upstream, config: Config, health: UpstreamHealth): RetryPolicy {
  const budget = createRetryBudget({
    size: config.RETRY_BUDGET,
    percent: config.RETRY_BUDGET_PERCENT,
    onEmpty: () => {
      health.retryWithheld(upstream);
    },
  });
  return { attempts: 3, backOffMs: config.RETRY_BACK_OFF_MS, random: Math.random, budget };
}

function soleLane(upstream: Upstream, config: Config, health: UpstreamHealth): Lane {
  const lane = createUpstreamLane({ upstream, maxCalls: config.UPSTREAM_MAX_CALLS }, config, health);
  health.watchBreakers(upstream, () => [lane.state()]);
  return lane;
}

function practiceLanes(config: Config, health: UpstreamHealth): Lanes {
  const maxCalls = config.PROVIDER_CONNECTIONS_PER_PRACTICE;
  const lanes = createLanes((serviceRoot) => {
    const host = URL.parse(serviceRoot)?.host;
    return createUpstreamLane({ upstream: 'Provider', host, maxCalls }, config, health);
  });
  health.watchBreakers('Provider', lanes.states);
  return lanes;
}

interface LaneSettings {
  readonly upstream: Upstream;
  readonly host?: string | undefined;
  readonly maxCalls: number;
}

function createUpstreamLane({ upstream, host, maxCalls }: LaneSettings, config: Config, health: UpstreamHealth): Lane {
  const breaker = createCircuitBreaker({
    minCalls: config.BREAKER_MIN_CALLS,
    windowMs: config.BREAKER_WINDOW_MS,
    failurePercent: config.BREAKER_FAILURE_PERCENT,
    openMs: config.BREAKER_OPEN_MS,
    now: () => performance.now(),
    onChange: (state) => {
      health.breakerChanged({ upstream, host, state });
    },
  });
  return createLane({
    upstream,
    maxCalls,
    breaker,
    onWithheld: (reason) => {
      health.callWithheld(upstream, reason);
    },
  });
}
