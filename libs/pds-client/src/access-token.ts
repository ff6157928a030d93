import { randomUUID, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { MEDIA_TYPES } from '@cdg/fhir';
import {
  createSingleFlight,
  readJson,
  retryAfterMs,
  startDeadline,
  UpstreamError,
  type CallContext,
  type Deadline,
  type HttpClient,
  type WholeAnswer,
} from '@cdg/http-client';
import { z } from 'zod';

/** Assertions live at most five minutes by the platform's rule; one minute leaves room for clocks that differ. */
const ASSERTION_LIFETIME_S = 60;
/** A token is renewed this long before it ends, though not in the first half of its life. */
const RENEWAL_MARGIN_MS = 60_000;
/** It is used no longer than this before it ends: the call that carries it takes its time. */
const USE_MARGIN_MS = 5_000;
/** After a renewal in advance has failed, none is tried for this long. */
const RENEWAL_PAUSE_MS = 5_000;

export interface TokenSettings {
  readonly http: HttpClient;
  /** The token endpoint; also the assertion's audience, character for character. */
  readonly tokenUrl: string;
  readonly apiKey: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  /** Milliseconds one shared token request may take in all. */
  readonly timeoutMs: number;
  readonly now: () => Date;
}

export interface AccessTokens {
  /** A token that is still good. @throws UpstreamError */
  readonly get: (context: CallContext) => Promise<string>;
  /** Forgets this token: the service no longer takes it. */
  readonly drop: (token: string) => void;
}

const tokenAnswerSchema = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.union([z.string(), z.number()]).transform(Number).refine(Number.isFinite),
});

interface HeldToken {
  readonly token: string;
  readonly goodUntil: number;
  /** From here on it is renewed in advance; put off when that fails. */
  renewAt: number;
}

/**
 * Application-restricted access tokens by signed JWT (RFC 7523, RS512): asked for once, shared by all requests, and
 * renewed at 80 % of their life or a minute before they end, whichever comes first. That goes on beside the requests: the
 * old token serves them while it is good.
 */
export function createAccessTokens(settings: TokenSettings): AccessTokens {
  const flights = createSingleFlight<string>(settings.http.upstream);
  const nowMs = () => settings.now().getTime();
  let held: HeldToken | undefined;

  const renew = async (context: CallContext): Promise<string> => {
    const deadline: Deadline = startDeadline(settings.timeoutMs);
    try {
      const { access_token: token, expires_in: seconds } = await requestToken(settings, { ...context, deadline });
      held = holdingOf(token, { lifeMs: seconds * 1000, nowMs: nowMs() });
      return token;
    } finally {
      deadline.lift();
    }
  };

  /** Nobody waits for it: when it fails, the next one who needs a token tries again. */
  const renewInAdvance = (old: HeldToken, context: CallContext) => {
    old.renewAt = nowMs() + RENEWAL_PAUSE_MS;
    const deadline = startDeadline(settings.timeoutMs);
    const renewed = flights.run('token', () => renew(context), deadline);
    void renewed.catch(() => undefined).finally(deadline.lift);
  };

  return {
    get: (context) => {
      const now = nowMs();
      if (held === undefined || now >= held.goodUntil) {
        return flights.run('token', () => renew(context), context.deadline);
      }
      if (now >= held.renewAt) renewInAdvance(held, context);
      return Promise.resolve(held.token);
    },
    drop: (token) => {
      if (held?.token === token) held = undefined;
    },
  };
}

function holdingOf(token: string, { lifeMs, nowMs }: { lifeMs: number; nowMs: number }): HeldToken {
  return {
    token,
    goodUntil: nowMs + lifeMs - USE_MARGIN_MS,
    renewAt: nowMs + Math.min(lifeMs * 0.8, Math.max(lifeMs / 2, lifeMs - RENEWAL_MARGIN_MS)),
  };
}

async function requestToken(settings: TokenSettings, context: CallContext) {
  const { http, tokenUrl } = settings;
  const { origin, pathname, search } = new URL(tokenUrl);
  const answer = await http.fetchWhole(
    {
      method: 'POST',
      origin,
      path: pathname + search,
      // Compared as an exact string by the token endpoint: no charset.
      headers: { 'Content-Type': MEDIA_TYPES.form, Accept: MEDIA_TYPES.json },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await signAssertion(settings),
      }).toString(),
    },
    context,
  );
  if (answer.status !== 200) {
    const wait = retryAfterMs(answer.header('retry-after'), settings.now());
    throw new UpstreamError(http.upstream, {
      kind: 'status',
      status: answer.status,
      detail: 'token endpoint',
      ...(wait !== undefined && { retryAfterMs: wait }),
    });
  }
  return readTokenAnswer(http.upstream, answer);
}

function readTokenAnswer(upstream: string, answer: WholeAnswer) {
  try {
    return tokenAnswerSchema.parse(readJson(answer));
  } catch {
    // No cause: a parser's message may quote the body, and so a token.
    throw new UpstreamError(upstream, { kind: 'schema', detail: 'not a token' });
  }
}

function signAssertion({ tokenUrl, apiKey, keyId, privateKey, now }: TokenSettings): Promise<string> {
  const issuedAt = Math.floor(now().getTime() / 1000);
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: keyId })
    .setIssuer(apiKey)
    .setSubject(apiKey)
    .setAudience(tokenUrl)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ASSERTION_LIFETIME_S)
    .setJti(randomUUID())
    .sign(privateKey);
}
