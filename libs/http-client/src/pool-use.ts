import type { Agent } from 'undici';

/** What an upstream's connections are doing. */
export interface PoolUse {
  /** With an exchange under way. */
  readonly busy: number;
  /** Open, and free for the next exchange. */
  readonly idle: number;
  /** Exchanges that wait for a connection: none is free, and no more may be opened. */
  readonly pending: number;
}

/** How many connections these pools have, to all origins together. */
export function poolUse(agents: readonly Agent[]): PoolUse {
  const pools = agents.flatMap(({ stats }) => Object.values(stats));
  const total = (read: (pool: (typeof pools)[number]) => number) => pools.reduce((sum, pool) => sum + read(pool), 0);
  const busy = total(({ running }) => running);
  const open = total(({ connected }) => Number(connected));
  return { busy, idle: Math.max(0, open - busy), pending: total(({ pending }) => pending) };
}
