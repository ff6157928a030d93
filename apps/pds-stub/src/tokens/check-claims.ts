import { decodeJwt, decodeProtectedHeader } from 'jose';
import { TokenFault } from './token-fault.ts';
import type { UsedIds } from './used-ids.ts';

/** Five minutes, and ten seconds of grace. */
const FURTHEST_EXPIRY_S = 310;

export interface ClaimsContext {
  readonly usedIds: UsedIds;
  readonly now: () => Date;
}

/** What an assertion says of itself, once it makes sense; its signature has not been looked at. */
export interface Assertion {
  readonly text: string;
  readonly kid: string;
  readonly issuer: string;
  readonly audience: unknown;
  readonly notBefore: unknown;
  readonly issuedAt: unknown;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Checks an assertion's header and claims in the order of the real token endpoint. Its `jti` counts as used from here
 * on, whatever becomes of the request.
 *
 * @throws TokenFault for the first that is wrong
 */
export function checkClaims(text: string, { usedIds, now }: ClaimsContext): Assertion {
  const { header, claims } = decode(text);
  const nowSeconds = Math.floor(now().getTime() / 1000);
  if (header.alg !== 'RS512') throw new TokenFault('algorithm');
  if (typeof claims.exp === 'number' && claims.exp <= nowSeconds) throw new TokenFault('expired');
  const { kid, typ } = header;
  if (typeof kid !== 'string' || kid === '') throw new TokenFault('kidMissing');
  if (typeof typ !== 'string' || typ.toUpperCase() !== 'JWT') throw new TokenFault('type');
  const exp = expiryOf(claims);
  const issuer = issuerOf(claims);
  if (!usedIds.use(issuer, idOf(claims))) throw new TokenFault('jtiUsed');
  if (exp > nowSeconds + FURTHEST_EXPIRY_S) throw new TokenFault('expTooFar');
  return { text, kid, issuer, audience: claims.aud, notBefore: claims.nbf, issuedAt: claims.iat };
}

function decode(text: string): { header: Members; claims: Members } {
  try {
    return { header: { ...decodeProtectedHeader(text) }, claims: decodeJwt(text) };
  } catch {
    throw new TokenFault('assertionMalformed');
  }
}

function expiryOf({ exp }: Members): number {
  if (exp === undefined || exp === null || exp === '') throw new TokenFault('expMissing');
  if (typeof exp !== 'number' || !Number.isInteger(exp)) throw new TokenFault('expNotInteger');
  return exp;
}

function issuerOf({ iss, sub }: Members): string {
  if (typeof iss !== 'string' || iss === '' || iss !== sub) throw new TokenFault('issuer');
  return iss;
}

function idOf({ jti }: Members): string {
  if (jti === undefined || jti === null || jti === '') throw new TokenFault('jtiMissing');
  if (typeof jti !== 'string') throw new TokenFault('jtiInvalid');
  return jti;
}
