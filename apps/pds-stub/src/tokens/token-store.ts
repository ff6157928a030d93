import { randomBytes } from 'node:crypto';
import { createBoundedMap } from '../bounded-map.ts';

const MOST_TOKENS = 10_000;
/** 21 bytes are the 28 characters of a real token. */
const TOKEN_BYTES = 21;

export interface TokenStore {
  /** Makes an opaque token that is good for so long. */
  issue(lifetimeMs: number): string;
  standingOf(token: string): 'valid' | 'expired' | 'unknown';
}

/** Remembers the tokens it gave out, expired ones too: PDS tells them from tokens it never saw. */
export function createTokenStore(now: () => Date): TokenStore {
  const expiries = createBoundedMap<number>(MOST_TOKENS);
  return {
    issue: (lifetimeMs) => {
      const token = randomBytes(TOKEN_BYTES).toString('base64url');
      expiries.set(token, now().getTime() + lifetimeMs);
      return token;
    },
    standingOf: (token) => {
      const expiry = expiries.get(token);
      if (expiry === undefined) return 'unknown';
      return now().getTime() < expiry ? 'valid' : 'expired';
    },
  };
}
