import type { Redis } from 'ioredis';
import type { SharedAnswers } from '@cdg/sds-client';
import type { WithRedis } from './redis-pause.ts';

/** SDS answers in Redis, which also tells how much of their time is left: clocks of instances may differ. */
export function createRedisAnswers(redis: Redis, withRedis: WithRedis): SharedAnswers {
  const read = async (key: string) => {
    const [text, remainingMs] = await Promise.all([redis.get(key), redis.pttl(key)]);
    return text === null || remainingMs <= 0 ? undefined : { text, remainingMs };
  };
  const write = async (command: Promise<unknown>) => {
    await command;
  };
  return {
    get: (key) => withRedis(() => read(key), undefined),
    set: (key, text, ttlMs) => withRedis(() => write(redis.set(key, text, 'PX', Math.ceil(ttlMs))), undefined),
    remove: (key) => withRedis(() => write(redis.del(key)), undefined),
  };
}
