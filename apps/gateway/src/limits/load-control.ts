import type { Logger } from '@cdg/http-server';
import type { SdsCacheOptions } from '@cdg/sds-client';
import type { Config } from '../config.ts';
import { connectRedis, type RedisConnection } from '../redis/connect-redis.ts';
import { createRedisAnswers } from '../redis/redis-answers.ts';
import { createRedisPause, type WithRedis } from '../redis/redis-pause.ts';
import { createLoadMetrics } from '../telemetry/load-metrics.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createCountHere } from './count-here.ts';
import { createCountInRedis } from './count-in-redis.ts';
import { createInFlight, type InFlight } from './in-flight.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

export interface LoadControl {
  readonly inFlight: InFlight;
  readonly rateLimit: RateLimit;
  /** What the SDS cache is given beyond its times. */
  readonly sdsCache: Pick<SdsCacheOptions, 'shared' | 'onStaleAnswer' | 'onLookUp'>;
  readonly onConnectionRefused: () => void;
  readonly close: () => void;
}

type LoadSettings = Pick<Config, 'REDIS_URL' | 'REDIS_TIMEOUT_MS' | 'RATE_LIMIT_PER_MINUTE' | 'MAX_IN_FLIGHT'>;

/** What bounds the load, and what is shared with other instances: in Redis where there is one, else in this process. */
export function createLoadControl(
  config: LoadSettings,
  { logger, metrics: { registry } }: { logger: Logger; metrics: Metrics },
): LoadControl {
  const inFlight = createInFlight({
    max: config.MAX_IN_FLIGHT,
    onShed: () => {
      metrics.shed.inc();
    },
  });
  const redis = config.REDIS_URL === undefined ? undefined : connectRedis(config.REDIS_URL, logger);
  const metrics = createLoadMetrics(registry, {
    inFlight: inFlight.count,
    isRedisReady: redis && (() => redis.redis.status === 'ready'),
  });
  const withRedis = createRedisPause({
    timeoutMs: config.REDIS_TIMEOUT_MS,
    onFailure: () => {
      metrics.redisFailures.inc();
    },
  });
  return {
    inFlight,
    rateLimit: createRateLimit({
      perMinute: config.RATE_LIMIT_PER_MINUTE,
      count: countingIn(redis, { withRedis, perMinute: config.RATE_LIMIT_PER_MINUTE }),
      onLimited: () => {
        metrics.rateLimited.inc();
      },
    }),
    sdsCache: {
      ...(redis !== undefined && { shared: createRedisAnswers(redis.redis, withRedis) }),
      onLookUp: (path, source) => {
        metrics.sdsLookUps.inc({ path, source });
      },
      onStaleAnswer: (path) => {
        metrics.staleAnswers.inc({ path });
        logger.warn({ upstream: 'SDS', path }, 'SDS fails: an older answer stands in');
      },
    },
    onConnectionRefused: () => {
      metrics.connectionsRefused.inc();
    },
    close: () => redis?.close(),
  };
}

function countingIn(redis: RedisConnection | undefined, options: { withRedis: WithRedis; perMinute: number }) {
  const countHere = createCountHere();
  return redis === undefined ? countHere : createCountInRedis(redis.redis, { ...options, countHere });
}
