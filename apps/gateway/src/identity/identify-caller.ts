import type { CallContext } from '@cdg/http-client';
import type { RequestingDevice } from '@cdg/gp-connect';
import { CallError } from '../errors/call-error.ts';
import { callerFrom } from './caller-from.ts';
import type { Caller, CallerKind } from './caller.ts';
import { checkAgreement, checkAuthority } from './check-identity.ts';
import { readProxyIdentity, type ProxyHeaders } from './proxy-identity.ts';
import { readRequestingOrganisation } from './requesting-organisation.ts';
import { readRequestingPractitioner } from './requesting-practitioner.ts';
import { readRequestingSoftware } from './requesting-software.ts';
import type { SaidIdentity } from './said-identity.ts';
import type { DistinctHeaders } from './single-header.ts';
import type { TokenUser } from './token-claims.ts';
import { invalidToken, type VerifyToken } from './verify-token.ts';

export interface IdentitySettings {
  /** The URL of the system that asks, in the audit token; local user ids are named below it. */
  readonly issuer: string;
  /** The calling system where it does not describe itself. */
  readonly device: RequestingDevice;
  /** Without a person nobody is served. */
  readonly isRequired: boolean;
  /** Undefined: what these headers say is ignored. */
  readonly proxyHeaders: ProxyHeaders | undefined;
  /** Undefined: bearer tokens are ignored. */
  readonly verifyToken: VerifyToken | undefined;
  /** What a token must reach; only a token can show it. */
  readonly assuranceLevel: number | undefined;
}

export interface IdentityQuestion {
  readonly headers: DistinctHeaders;
  readonly consumerOds: string;
  /** Told who it is as soon as that is known, also where they may not ask. */
  readonly onKnown: (caller: Caller) => void;
}

/** @throws CallError 400, 401, 403; 503 while tokens cannot be verified */
export type IdentifyCaller = (question: IdentityQuestion, context: CallContext) => Promise<Caller>;

/** Finds out who asks: the token's word before the proxy's, the proxy's before the calling system's (ADR on identity). */
export function createIdentification(settings: IdentitySettings): IdentifyCaller {
  const { verifyToken, proxyHeaders } = settings;

  return async ({ headers, consumerOds, onKnown }, context) => {
    const headersSaid = {
      organisation: readRequestingOrganisation(headers),
      practitioner: readRequestingPractitioner(headers),
      device: readRequestingSoftware(headers),
      proxy: proxyHeaders && readProxyIdentity(headers, proxyHeaders),
    };
    const user = verifyToken && (await userOfToken(headers, verifyToken, context));
    const said: SaidIdentity = { ...headersSaid, user };
    checkAgreement(said, proxyHeaders);
    const kind = kindOf(said, settings);
    const { issuer, device, assuranceLevel } = settings;
    const caller = callerFrom(said, { kind, consumerOds, issuer, device });
    onKnown(caller);
    checkAuthority(said, { consumerOds, assuranceLevel });
    return caller;
  };
}

async function userOfToken(
  headers: DistinctHeaders,
  verifyToken: VerifyToken,
  context: CallContext,
): Promise<TokenUser | undefined> {
  const [authorization, ...more] = headers.authorization ?? [];
  if (more.length > 0) throw invalidToken('Authorization must be one bearer token');
  return authorization === undefined ? undefined : verifyToken(authorization, context);
}

/** @throws CallError 401 when a person is required and nobody is known well enough */
function kindOf({ user, proxy, practitioner }: SaidIdentity, settings: IdentitySettings): CallerKind {
  const { isRequired, assuranceLevel } = settings;
  if (user !== undefined) return 'token';
  if (isRequired && assuranceLevel !== undefined) throw noAuthenticatedUser();
  if (proxy?.sdsUserId !== undefined) return 'proxy';
  if (practitioner !== undefined) return 'header';
  if (isRequired) throw noAuthenticatedUser();
  return 'synthetic';
}

function noAuthenticatedUser(): CallError {
  return new CallError('noAuthenticatedUser', 'No authenticated user', { headers: { 'WWW-Authenticate': 'Bearer' } });
}
