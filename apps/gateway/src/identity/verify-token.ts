import { CancelledError, UpstreamError, type CallContext } from '@cdg/http-client';
import { errors, jwtVerify } from 'jose';
import { CallError } from '../errors/call-error.ts';
import { COOL_DOWN_AFTER_FAILURE_MS, KeysUnavailableError, type KeySet } from './key-set.ts';
import { tokenClaimsSchema, userOf, type TokenUser } from './token-claims.ts';

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  /** Those that may sign; whatever else a token names is refused before any key is looked for. */
  readonly algorithms: readonly string[];
}

/** @throws CallError 401 that says which check failed, 503 while the issuer's keys cannot be had */
export type VerifyToken = (authorization: string, context: CallContext) => Promise<TokenUser>;

export interface TokenVerification {
  readonly keys: KeySet;
  readonly rules: TokenRules;
  readonly now: () => Date;
}

/** Makes the check of bearer tokens: nothing of a token is used before its signature has been verified. */
export function createTokenVerifier({ keys, rules, now }: TokenVerification): VerifyToken {
  return async (authorization, context) => {
    const [, token] = /^Bearer +([^ ,]+)$/i.exec(authorization) ?? [];
    if (token === undefined) throw invalidToken('Authorization must be one bearer token');
    const { payload } = await jwtVerify(token, (header, signed) => keys({ header, token: signed }, context), {
      issuer: rules.issuer,
      audience: rules.audience,
      algorithms: [...rules.algorithms],
      requiredClaims: ['iss', 'aud', 'exp', 'sub'],
      currentDate: now(),
    }).catch((error: unknown) => {
      throw refusalFor(error);
    });
    const { data } = tokenClaimsSchema.safeParse(payload);
    if (data === undefined) throw invalidToken('The bearer token has a malformed claim');
    return userOf(data);
  };
}

export function invalidToken(what: string): CallError {
  return new CallError('invalidToken', what, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } });
}

/** What is wrong with the token, in words of our own: those of the library may quote it. */
function refusalFor(error: unknown): unknown {
  if (error instanceof KeysUnavailableError) {
    const headers = { 'Retry-After': String(COOL_DOWN_AFTER_FAILURE_MS / 1000) };
    return new CallError('throttled', 'Bearer tokens cannot be verified at the moment', { headers, cause: error });
  }
  if (error instanceof errors.JWTExpired) return invalidToken('The bearer token has expired');
  if (error instanceof errors.JWTClaimValidationFailed) return invalidToken(CLAIM_FAULTS[error.claim] ?? MALFORMED);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return invalidToken('The algorithm of the bearer token is not accepted');
  if (error instanceof errors.JWKSNoMatchingKey) return invalidToken('The key of the bearer token is unknown');
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return invalidToken('The signature of the bearer token is wrong');
  if (error instanceof errors.JOSEError) return invalidToken(MALFORMED);
  if (error instanceof UpstreamError || error instanceof CancelledError) return error;
  // The issuer's key is too short, or none at all.
  return invalidToken('The key of the bearer token cannot be used');
}

const MALFORMED = 'The bearer token is not a well-formed signed JWT';

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  iss: 'The bearer token has another issuer',
  aud: 'The bearer token is for another audience',
  exp: 'The bearer token does not say when it expires',
  sub: 'The bearer token does not say who the user is',
  nbf: 'The bearer token is not valid yet',
};
