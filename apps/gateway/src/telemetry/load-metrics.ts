import { Counter, Gauge, type Registry } from 'prom-client';

interface Watched {
  readonly inFlight: () => number;
  /** Undefined where there is to be no Redis. */
  readonly isRedisReady: (() => boolean) | undefined;
}

/** What the gateway counts of its limits, and of what stands in when something fails. */
export function createLoadMetrics(registry: Registry, { inFlight, isRedisReady }: Watched) {
  const registers = [registry];
  new Gauge({
    name: 'cdg_requests_in_flight',
    help: 'Requests under way on the public port, pages not counted.',
    registers,
    collect() {
      this.set(inFlight());
    },
  });
  if (isRedisReady !== undefined) {
    new Gauge({
      name: 'cdg_redis_connected',
      help: '1 while there is a connection to Redis, else 0.',
      registers,
      collect() {
        this.set(Number(isRedisReady()));
      },
    });
  }
  return {
    shed: new Counter({
      name: 'cdg_requests_shed_total',
      help: 'Requests turned away (503) because as many were under way as may be, or the gateway was stopping.',
      registers,
    }),
    rateLimited: new Counter({
      name: 'cdg_requests_rate_limited_total',
      help: 'Requests turned away (429) because their consumer had sent more than its limit.',
      registers,
    }),
    connectionsRefused: new Counter({
      name: 'cdg_connections_refused_total',
      help: 'Connections closed at once because as many were open as may be.',
      registers,
    }),
    redisFailures: new Counter({
      name: 'cdg_redis_failures_total',
      help: 'Commands that Redis did not answer well or in time; each is followed by a pause.',
      registers,
    }),
    sdsLookUps: new Counter({
      name: 'cdg_sds_lookups_total',
      help: 'Look-ups in SDS by where their answer came from.',
      labelNames: ['path', 'source'],
      registers,
    }),
    staleAnswers: new Counter({
      name: 'cdg_sds_stale_answers_total',
      help: 'Answers of SDS used beyond their time because SDS failed.',
      labelNames: ['path'],
      registers,
    }),
  };
}
