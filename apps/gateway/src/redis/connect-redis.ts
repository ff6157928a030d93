import { Redis } from 'ioredis';
import type { Logger } from '@cdg/http-server';

const CONNECT_TIMEOUT_MS = 2_000;
/** From there on a connection that the other side does not end is cut. */
const DISCONNECT_TIMEOUT_MS = 100;
/** Between two attempts to connect. */
const SHORTEST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

export interface RedisConnection {
  readonly redis: Redis;
  readonly close: () => void;
}

/**
 * Connects to Redis, and again whenever the connection is lost. While there is none every command fails at once: nothing
 * is queued for later. Being lost and found again is logged, each once.
 */
export function connectRedis(url: string, logger: Logger): RedisConnection {
  const redis = new Redis(url, {
    connectionName: 'clinical-data-gateway',
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    disconnectTimeout: DISCONNECT_TIMEOUT_MS,
    retryStrategy: (times) => Math.min(SHORTEST_WAIT_MS * 2 ** Math.min(times - 1, 10), LONGEST_WAIT_MS),
  });
  let state: 'used' | 'lost' | 'closed' = 'used';
  const lose = (reason: string) => {
    if (state === 'used') {
      state = 'lost';
      logger.warn({ reason }, 'Redis is lost: each instance remembers for itself');
    }
  };
  redis.on('error', (error: NodeJS.ErrnoException) => {
    lose(error.code ?? error.name);
  });
  redis.on('close', () => {
    lose('the connection has ended');
  });
  redis.on('ready', () => {
    if (state === 'lost') logger.info('Redis is found again');
    state = 'used';
  });
  return {
    redis,
    close: () => {
      state = 'closed';
      redis.disconnect();
    },
  };
}
