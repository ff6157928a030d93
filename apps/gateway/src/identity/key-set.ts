import {
  createSingleFlight,
  startDeadline,
  UpstreamError,
  withRetries,
  type CallContext,
  type HttpClient,
  type RetryPolicy,
} from '@cdg/http-client';
import { createLocalJWKSet, errors, type CryptoKey, type FlattenedJWSInput, type JWTHeaderParameters } from 'jose';
import { z } from 'zod';

export interface KeySetOptions {
  readonly http: HttpClient;
  /** Where the issuer publishes its keys (RFC 7517). */
  readonly url: string;
  /** Milliseconds that one shared fetch may take in all. */
  readonly timeoutMs: number;
  readonly now: () => Date;
}

/** The issuer's keys cannot be had: no token can be verified at the moment. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}

export interface SignedToken {
  readonly header: JWTHeaderParameters;
  readonly token: FlattenedJWSInput;
}

/** Finds the key with which a token must be signed. @throws KeysUnavailableError, JWKSNoMatchingKey */
export type KeySet = (signed: SignedToken, context: CallContext) => Promise<CryptoKey>;

/** How long keys count as current, and how long they may still be used while newer ones cannot be had. */
const FRESH_MS = 600_000;
const STALE_MS = 3_600_000;
/** Whatever tokens arrive, the issuer is asked once in this time: unknown key ids cost nothing to invent. */
const COOL_DOWN_MS = 30_000;
/** The same once it has failed: there may be no keys at all meanwhile. */
export const COOL_DOWN_AFTER_FAILURE_MS = 5_000;
/** A connection that breaks must not cost that time. */
const RETRIES: RetryPolicy = { attempts: 2, backOffMs: 50, random: Math.random };
const MOST_KEYS = 100;

const keysSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).max(MOST_KEYS) });

type FindKey = ReturnType<typeof createLocalJWKSet>;

/** Keeps the issuer's keys: fetched when first needed, when they are old, and when a token names a key that is not among them. */
export function createKeySet(options: KeySetOptions): KeySet {
  const flights = createSingleFlight<FindKey>(options.http.upstream);
  const nowMs = () => options.now().getTime();
  let held: { readonly find: FindKey; readonly since: number } | undefined;
  let notBefore = -Infinity;

  const refresh = (context: CallContext) =>
    flights.run(
      'keys',
      async () => {
        if (nowMs() < notBefore) throw new KeysUnavailableError('the keys were asked for a moment ago');
        notBefore = nowMs() + COOL_DOWN_AFTER_FAILURE_MS;
        const find = await fetchKeys(options, context);
        notBefore = nowMs() + COOL_DOWN_MS;
        held = { find, since: nowMs() };
        return find;
      },
      context.deadline,
    );

  const current = async (context: CallContext): Promise<FindKey> => {
    if (held !== undefined && nowMs() - held.since < FRESH_MS) return held.find;
    return refresh(context).catch((error: unknown) => {
      if (error instanceof KeysUnavailableError && held !== undefined && nowMs() - held.since < STALE_MS)
        return held.find;
      throw error;
    });
  };

  return async ({ header, token }, context) => {
    const find = await current(context);
    try {
      return await find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      const newer = await refresh(context).catch((failure: unknown) => {
        // Nothing newer to be had: the key is unknown.
        throw failure instanceof KeysUnavailableError ? error : failure;
      });
      return newer(header, token);
    }
  };
}

async function fetchKeys({ http, url, timeoutMs }: KeySetOptions, context: CallContext): Promise<FindKey> {
  const deadline = startDeadline(timeoutMs);
  const request = () => requestKeys({ http, url }, { ...context, deadline });
  try {
    return createLocalJWKSet(keysSchema.parse(await withRetries(request, { policy: RETRIES, deadline })));
  } catch (cause) {
    throw new KeysUnavailableError('the keys cannot be fetched', { cause });
  } finally {
    deadline.lift();
  }
}

async function requestKeys({ http, url }: Pick<KeySetOptions, 'http' | 'url'>, context: CallContext): Promise<unknown> {
  const { origin, pathname, search } = new URL(url);
  const answer = await http.fetchWhole(
    { method: 'GET', origin, path: pathname + search, headers: { Accept: 'application/json' } },
    context,
  );
  // A redirect is not followed: where the keys are is a setting.
  if (answer.status !== 200) throw new UpstreamError(http.upstream, { kind: 'status', status: answer.status });
  return JSON.parse(answer.body.toString('utf8'));
}
