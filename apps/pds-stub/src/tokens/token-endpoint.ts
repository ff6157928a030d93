import { MEDIA_TYPES } from '@cdg/fhir';
import { sendBytes, sendJson, type Logger } from '@cdg/http-server';
import { Router, type ErrorRequestHandler, type Request } from 'express';
import { checkClaims } from './check-claims.ts';
import { readTokenRequest } from './read-token-request.ts';
import { TokenFault } from './token-fault.ts';
import type { TokenStore } from './token-store.ts';
import { createUsedIds } from './used-ids.ts';
import { verifyAssertion } from './verify-assertion.ts';

const TOKEN_PATH = '/oauth2/token';

export interface TokenEndpointParts {
  readonly settings: {
    readonly publicUrl: string | undefined;
    readonly clientId: string;
    readonly jwksFile: string;
    readonly tokenLifetimeMs: number;
  };
  readonly tokens: TokenStore;
  readonly logger: Logger;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** `POST /oauth2/token`: application-restricted tokens for a signed assertion (private_key_jwt). */
export function createTokenEndpoint({ settings, tokens, logger, now, newId }: TokenEndpointParts): Router {
  const usedIds = createUsedIds(now);
  const router = Router({ caseSensitive: true, strict: true });
  router.post(TOKEN_PATH, async (req, res) => {
    const { assertion, askedLifetimeMs } = readTokenRequest(req);
    const claims = checkClaims(assertion, { usedIds, now });
    await verifyAssertion(claims, { ...settings, audiences: audiencesOf(req, settings.publicUrl), now });
    const lifetimeMs = Math.min(settings.tokenLifetimeMs, askedLifetimeMs);
    sendJson(res, {
      status: 200,
      contentType: MEDIA_TYPES.json,
      body: {
        access_token: tokens.issue(lifetimeMs),
        expires_in: String(Math.floor(lifetimeMs / 1000)),
        token_type: 'Bearer',
        issued_at: String(now().getTime()),
      },
    });
  });
  router.all(TOKEN_PATH, (_req, res) => {
    sendBytes(res, { status: 405, contentType: 'text/plain', headers: { Allow: 'POST' }, body: '' });
  });
  router.use(createRenderTokenFault(logger, newId));
  return router;
}

/** The URL as the caller wrote it, and the one under which the stub is known. */
function audiencesOf(req: Request, publicUrl: string | undefined): string[] {
  const called = `${req.protocol}://${req.headers.host ?? ''}${TOKEN_PATH}`;
  return publicUrl === undefined ? [called] : [called, `${publicUrl}${TOKEN_PATH}`];
}

function createRenderTokenFault(logger: Logger, newId: () => string): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const fault = error instanceof TokenFault ? error : new TokenFault('unknown');
    if (fault.kind === 'unknown') logger.error('the token endpoint failed');
    const { status, error: code, description } = fault.row;
    sendJson(res, {
      status,
      contentType: MEDIA_TYPES.json,
      body: { error: code, error_description: description, message_id: `rrt-${newId()}` },
    });
  };
}
