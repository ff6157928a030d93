import { createHash } from 'node:crypto';
import { createBoundedMap } from '../bounded-map.ts';

const MOST_IDS = 100_000;
const REMEMBERED_MS = 30 * 86_400_000;

/** The `jti` values each application has used within 30 days. */
export interface UsedIds {
  /** Notes the id as used; false when it was already. */
  use(clientId: string, jti: string): boolean;
}

/** Holds digests, so that what a caller makes up cannot grow it beyond its 100,000 entries' size. */
export function createUsedIds(now: () => Date): UsedIds {
  const freeAgain = createBoundedMap<number>(MOST_IDS);
  return {
    use: (clientId, jti) => {
      const key = createHash('sha256')
        .update(JSON.stringify([clientId, jti]))
        .digest('base64');
      const used = freeAgain.get(key);
      if (used !== undefined && now().getTime() < used) return false;
      freeAgain.set(key, now().getTime() + REMEMBERED_MS);
      return true;
    },
  };
}
