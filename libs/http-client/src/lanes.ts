import { LRUCache } from 'lru-cache';
import type { BreakerState } from './circuit-breaker.ts';
import type { Lane } from './lane.ts';

/** Lanes by name: one for each practice's service root. */
export interface Lanes {
  readonly laneOf: (key: string) => Lane;
  /** The breakers' states, one for each lane. */
  readonly states: () => BreakerState[];
}

/** More than there are practices; what is beyond is forgotten, the longest unused first. */
const MAX_LANES = 10_000;

/** Makes a lane for each key when it is first asked for. */
export function createLanes(makeLane: (key: string) => Lane, maxLanes = MAX_LANES): Lanes {
  const lanes = new LRUCache<string, Lane>({ max: maxLanes });
  return {
    laneOf: (key) => {
      const known = lanes.get(key);
      if (known !== undefined) return known;
      const lane = makeLane(key);
      lanes.set(key, lane);
      return lane;
    },
    states: () => [...lanes.values()].map(({ state }) => state()),
  };
}
