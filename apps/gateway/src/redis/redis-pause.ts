/** How long Redis is left alone after a command has failed. */
const PAUSE_MS = 1_000;

/** Runs a command of Redis, or gives the fallback: at once while Redis is left alone, because one has just failed. */
export type WithRedis = <T>(command: () => Promise<T>, fallback: T) => Promise<T>;

export interface RedisPauseOptions {
  readonly onFailure: () => void;
  /** How long a command may take: beyond that, asking the service itself is no slower. */
  readonly timeoutMs: number;
  readonly now?: () => number;
}

/** Sees to it that a Redis that does not answer costs one command's time limit a second, not one of each request. */
export function createRedisPause(options: RedisPauseOptions): WithRedis {
  const { onFailure, timeoutMs, now = () => performance.now() } = options;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  return async (command, fallback) => {
    if (now() < pausedUntil) return fallback;
    try {
      return await within(command(), timeoutMs);
    } catch {
      if (now() >= pausedUntil) onFailure();
      pausedUntil = now() + PAUSE_MS;
      return fallback;
    }
  };
}

function within<T>(answer: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('the command took too long'));
    }, ms);
    answer.then(resolve, reject).finally(() => {
      clearTimeout(timer);
    });
  });
}
