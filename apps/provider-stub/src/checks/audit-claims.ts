import { RequestRefused } from '../outcomes.ts';
import type { AuditClaims } from './audit-token.ts';
import { checkRequestingResources } from './requesting-resources.ts';

const LIFETIME_SECONDS = 300;

export interface AuditExpectations {
  readonly scope: string;
  /** The forms of this endpoint's service root that a caller may know it by. */
  readonly serviceRoots: readonly string[];
  readonly now: Date;
}

/**
 * Holds a token's claims to the call it came with. A token from the near future is accepted: callers' clocks may be
 * ahead, and the token is for audit only. Source: GP Connect 1.6.2, cross-organisation audit and provenance.
 */
export function checkAuditClaims(claims: AuditClaims, { scope, serviceRoots, now }: AuditExpectations): void {
  if (claims.exp - claims.iat !== LIFETIME_SECONDS) refuse(`exp must be ${LIFETIME_SECONDS} seconds after iat`);
  if (now.getTime() / 1000 >= claims.exp) refuse('exp has passed');
  if (claims.reason_for_request !== 'directcare') refuse('reason_for_request must be directcare');
  checkScope(claims.requested_scope, scope);
  checkRequestingResources(claims);
  if (claims.sub !== claims.requesting_practitioner.id) refuse('sub must be the id of requesting_practitioner');
  if (!serviceRoots.includes(claims.aud)) refuse('aud must be the service root of this endpoint');
}

function checkScope(requested: string, expected: string): void {
  const [scope, confidentiality, ...rest] = requested.split(' ');
  const normal = confidentiality === undefined || confidentiality === 'conf/N';
  if (scope !== expected || !normal || rest.length > 0) {
    refuse(`requested_scope must be ${expected}, optionally followed by conf/N`);
  }
}

function refuse(problem: string): never {
  throw new RequestRefused('BAD_REQUEST', `Claim of the bearer token: ${problem}`);
}
