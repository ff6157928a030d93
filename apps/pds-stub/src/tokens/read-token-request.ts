import { MEDIA_TYPES } from '@cdg/fhir';
import type { Request } from 'express';
import { TokenFault } from './token-fault.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface TokenRequest {
  readonly assertion: string;
  /** What the caller would have as lifetime; the endpoint may give less, never more. */
  readonly askedLifetimeMs: number;
}

/**
 * Reads the form of a token request, whose `req.body` is a Buffer.
 *
 * @throws TokenFault for the first part that is missing or wrong
 */
export function readTokenRequest(req: Request): TokenRequest {
  // Compared as an exact string: not even a charset may follow.
  if (req.get('Content-Type') !== MEDIA_TYPES.form) throw new TokenFault('contentType');
  const form = new URLSearchParams(Buffer.isBuffer(req.body) ? req.body.toString('utf8') : '');
  const grantType = form.get('grant_type');
  if (!grantType) throw new TokenFault('grantTypeMissing');
  if (grantType !== 'client_credentials') throw new TokenFault('grantTypeInvalid');
  if (form.get('client_assertion_type') !== JWT_BEARER) throw new TokenFault('assertionType');
  const assertion = form.get('client_assertion');
  if (!assertion) throw new TokenFault('assertionMissing');
  const asked = form.get('_access_token_expiry_ms') ?? '';
  return { assertion, askedLifetimeMs: /^[1-9]\d{0,14}$/.test(asked) ? Number(asked) : Infinity };
}
