import type { RequestHandler } from 'express';
import { PdsFault } from '../pds-fault.ts';
import type { TokenStore } from './token-store.ts';

/** Lets a request pass that carries a token of this stub, not yet expired. */
export function checkToken(tokens: TokenStore): RequestHandler {
  return (req, _res, next) => {
    const fault = faultIn(req.headers.authorization, tokens);
    if (fault !== undefined) throw new PdsFault('accessDenied', fault);
    next();
  };
}

/** The words are the proxy's own, and so is the way it takes the header apart. */
function faultIn(authorization: string | undefined, tokens: TokenStore): string | undefined {
  if (authorization === undefined) return 'Missing Authorization header';
  if (authorization === '') return 'Empty Authorization header';
  const [type = '', ...rest] = authorization.split(' ');
  if (rest.length === 0) return 'Missing access token';
  if (type !== 'Bearer') return `Invalid token type '${type}', must be 'Bearer'`;
  const standing = tokens.standingOf(rest.join(' '));
  if (standing === 'unknown') return 'Invalid Access Token';
  return standing === 'expired' ? 'Access Token expired' : undefined;
}
