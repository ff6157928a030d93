import { compactVerify, importJWK, type JWK } from 'jose';
import type { Assertion } from './check-claims.ts';
import { findPublicKey } from './public-keys.ts';
import { TokenFault } from './token-fault.ts';

const SKEW_S = 10;

export interface VerifyContext {
  readonly clientId: string;
  readonly jwksFile: string;
  /** The token URLs for which an assertion may be meant. */
  readonly audiences: readonly string[];
  readonly now: () => Date;
}

/**
 * Verifies that an assertion was signed by the application that it names, for this endpoint.
 *
 * @throws TokenFault for the first thing that is wrong
 */
export async function verifyAssertion(assertion: Assertion, context: VerifyContext): Promise<void> {
  const { clientId, jwksFile, audiences, now } = context;
  if (assertion.issuer !== clientId) throw new TokenFault('unknownApplication');
  const key = await findPublicKey(jwksFile, assertion.kid);
  if (!audiences.some((audience) => audience === assertion.audience)) throw new TokenFault('audience');
  const latest = now().getTime() / 1000 + SKEW_S;
  const begun = [assertion.notBefore, assertion.issuedAt].every((time) => time === undefined || isUpTo(time, latest));
  if (!begun || !(await isSignedWith(key, assertion.text))) throw new TokenFault('signature');
}

function isUpTo(time: unknown, latest: number): boolean {
  return typeof time === 'number' && time <= latest;
}

async function isSignedWith(key: JWK, assertion: string): Promise<boolean> {
  try {
    await compactVerify(assertion, await importJWK(key, 'RS512'), { algorithms: ['RS512'] });
    return true;
  } catch {
    return false;
  }
}
