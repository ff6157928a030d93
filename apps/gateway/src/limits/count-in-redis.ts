import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { WithRedis } from '../redis/redis-pause.ts';
import type { Counted, CountRequest } from './rate-limit.ts';

const MINUTE_S = 60;

/** Counts for all instances together; while Redis cannot, each counts for itself. */
export function createCountInRedis(
  redis: Redis,
  { withRedis, perMinute, countHere }: { withRedis: WithRedis; perMinute: number; countHere: CountRequest },
): CountRequest {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'cdg:rate:1',
    points: perMinute,
    duration: MINUTE_S,
    rejectIfRedisNotReady: true,
  });
  const consume = async (consumerOds: string): Promise<Counted | undefined> => {
    const result = await limiter.consume(consumerOds).catch((thrown: unknown) => {
      if (thrown instanceof RateLimiterRes) return thrown;
      throw thrown;
    });
    return { requests: result.consumedPoints, remainingMs: result.msBeforeNext };
  };
  return async (consumerOds) =>
    (await withRedis(() => consume(consumerOds), undefined)) ?? (await countHere(consumerOds));
}
