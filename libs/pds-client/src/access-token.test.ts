import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CancelledError, createHttpClient, startDeadline, type Deadline, type HttpClient } from '@cdg/http-client';
import {
  hang,
  hold,
  reset,
  respond,
  respondJson,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { jwtVerify } from 'jose';
import { createAccessTokens, type AccessTokens } from './index.ts';

const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const START_MS = Date.parse('2026-03-01T12:00:00.700Z');

const granted = (token: string, expiresIn: string | number = '599') =>
  respondJson(
    { access_token: token, expires_in: expiresIn, token_type: 'Bearer', issued_at: '1' },
    { headers: { 'Content-Type': 'application/json' } },
  );

let upstream: ScriptedUpstream;
let http: HttpClient;
let deadline: Deadline;
let nowMs: number;
let tokens: AccessTokens;

beforeEach(async () => {
  upstream = await startScriptedUpstream(granted('token-1'), granted('token-2'), granted('token-3'));
  http = createHttpClient({ upstream: 'PDS', connections: 4, timeoutMs: 5_000, maxBytes: 10_000 });
  deadline = startDeadline(5_000);
  nowMs = START_MS;
  tokens = tokensFrom(`${upstream.url}/oauth2/token`);
});

afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await http.close();
});

const tokensFrom = (tokenUrl: string, timeoutMs = 5_000) =>
  createAccessTokens({
    http,
    tokenUrl,
    apiKey: 'pds-api-key',
    keyId: 'development-1',
    privateKey: KEYS.privateKey,
    timeoutMs,
    now: () => new Date(nowMs),
  });

const get = () => tokens.get({ deadline });

/** What is given out once this token is; a renewal beside the requests takes its time. */
const getUntilIt = async (token: string): Promise<string> => {
  let given = await get();
  while (given !== token) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    given = await get();
  }
  return given;
};

const assertionOf = (request = 0) =>
  new URLSearchParams(upstream.requests[request]?.body.toString()).get('client_assertion') ?? '';

const verified = (assertion: string) =>
  jwtVerify(assertion, KEYS.publicKey, { algorithms: ['RS512'], currentDate: new Date(nowMs) });

describe('what the token endpoint gets', () => {
  test('is a POST of a form, its Content-Type without a charset', async () => {
    await get();

    const [request] = upstream.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/oauth2/token' });
    expect(request?.rawHeaders).toContainEqual(['Content-Type', 'application/x-www-form-urlencoded']);
    expect(request?.body.toString()).toMatch(
      /^grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=[\w.-]+$/,
    );
    expect([...new URLSearchParams(request?.body.toString()).entries()]).toEqual([
      ['grant_type', 'client_credentials'],
      ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
      ['client_assertion', expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/)],
    ]);
  });

  test('carries an assertion signed with RS512, in seconds, good for at most five minutes', async () => {
    await get();

    const { payload, protectedHeader } = await verified(assertionOf());
    const iat = Math.floor(START_MS / 1000);
    expect(protectedHeader).toEqual({ alg: 'RS512', typ: 'JWT', kid: 'development-1' });
    expect(payload).toEqual({
      iss: 'pds-api-key',
      sub: 'pds-api-key',
      aud: `${upstream.url}/oauth2/token`,
      iat,
      exp: expect.any(Number),
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(Number.isInteger(payload.exp)).toBe(true);
    expect((payload.exp ?? 0) - iat).toBeGreaterThan(0);
    expect((payload.exp ?? 0) - iat).toBeLessThanOrEqual(300);
  });

  test.each(['/oauth2/token?scope=a', '/oauth2/../oauth2/token', ''])(
    'is told its own URL as the audience, character for character: %j',
    async (path) => {
      const tokenUrl = `${upstream.url}${path}`;

      await tokensFrom(tokenUrl).get({ deadline });

      expect((await verified(assertionOf())).payload.aud).toBe(tokenUrl);
    },
  );

  test('includes the query of its URL', async () => {
    await tokensFrom(`${upstream.url}/oauth2/token?a=b`).get({ deadline });

    expect(upstream.requests[0]?.path).toBe('/oauth2/token?a=b');
  });

  test('never sees an assertion twice', async () => {
    tokens.drop(await get());
    await get();

    const [first, second] = await Promise.all([verified(assertionOf(0)), verified(assertionOf(1))]);
    expect(first.payload.jti).not.toBe(second.payload.jti);
  });
});

describe('a token', () => {
  test.each([
    ['about ten minutes, as text', '599', 479_200],
    ['about ten minutes, as a number', 599, 479_200],
    ['four minutes, less than a minute before its end', '240', 180_000],
    ['one minute, not before half of it is over', '60', 30_000],
  ])('that lives %s is used until it is time to renew it, which nobody waits for', async (_, expiresIn, renewMs) => {
    upstream.script(granted('token-1', expiresIn), granted('token-2', expiresIn));
    expect(await get()).toBe('token-1');

    nowMs = START_MS + renewMs - 1;
    expect(await get()).toBe('token-1');

    expect(upstream.requests).toHaveLength(1);

    nowMs = START_MS + renewMs;
    expect(await get()).toBe('token-1');
    expect(await getUntilIt('token-2')).toBe('token-2');
    expect(upstream.requests).toHaveLength(2);
  });

  test('is renewed once, however many need it then', async () => {
    const held = hold(granted('token-2'));
    upstream.script(granted('token-1'), held.answer);
    await get();
    nowMs = START_MS + 500_000;

    expect(await Promise.all([get(), get(), get()])).toEqual(['token-1', 'token-1', 'token-1']);
    await upstream.whenRequests(2);
    expect(await get()).toBe('token-1');
    held.release();
    expect(await getUntilIt('token-2')).toBe('token-2');
    expect(upstream.requests).toHaveLength(2);
  });

  test('that could not be renewed serves while it is good, and renewal is tried again after a pause', async () => {
    upstream.script(granted('token-1'), respond({ status: 503 }), granted('token-2'));
    await get();
    nowMs = START_MS + 500_000;
    expect(await get()).toBe('token-1');
    await upstream.whenRequests(2);

    nowMs += 4_999;
    expect(await get()).toBe('token-1');
    expect(upstream.requests).toHaveLength(2);
    while (upstream.requests.length < 3) {
      nowMs += 1_000;
      expect(await get()).toBe('token-1');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await getUntilIt('token-2')).toBe('token-2');
  });

  test('is not used to its very end', async () => {
    await get();
    nowMs = START_MS + 599_000 - 5_000;

    expect(await get()).toBe('token-2');
  });

  test('that is already over is used once and not kept', async () => {
    upstream.script(granted('token-1', '0'), granted('token-2', '0'));

    expect(await get()).toBe('token-1');
    expect(await get()).toBe('token-2');
  });

  test('is asked for once, however many need it', async () => {
    expect(await Promise.all([get(), get(), get()])).toEqual(['token-1', 'token-1', 'token-1']);
    expect(upstream.requests).toHaveLength(1);
  });

  test('that was dropped is not used again', async () => {
    tokens.drop(await get());

    expect(await get()).toBe('token-2');
  });

  test('that many calls drop at once is replaced once', async () => {
    const refused = await get();
    const again = () => {
      tokens.drop(refused);
      return get();
    };

    expect(await Promise.all([again(), again(), again()])).toEqual(['token-2', 'token-2', 'token-2']);
    tokens.drop(refused);
    expect(await get()).toBe('token-2');
    expect(upstream.requests).toHaveLength(2);
  });

  test('stays when another, older one is dropped', async () => {
    await get();
    tokens.drop('token-0');

    expect(await get()).toBe('token-1');
  });
});

describe('a token request', () => {
  test('that is shared goes on for the others when one waiter has no more time or goes away', async () => {
    const held = hold(granted('token-1'));
    upstream.script(held.answer);
    const [hasty, leaving] = [startDeadline(30), startDeadline(5_000)];
    const late = tokens.get({ deadline: hasty });
    const gone = tokens.get({ deadline: leaving });
    const patient = get();
    await upstream.whenRequests(1);

    leaving.cancel();

    await expect(gone).rejects.toBeInstanceOf(CancelledError);
    await expect(late).rejects.toMatchObject({ name: 'UpstreamError', upstream: 'PDS', kind: 'timeout' });
    held.release();
    expect(await patient).toBe('token-1');
    expect(upstream.requests).toHaveLength(1);
  });

  test('has a time limit of its own', async () => {
    upstream.script(hang());

    await expect(tokensFrom(upstream.url, 50).get({ deadline })).rejects.toMatchObject({
      upstream: 'PDS',
      kind: 'timeout',
    });
    await upstream.whenDisconnected();
    expect(deadline.signal.aborted).toBe(false);
  });

  const notAToken = { kind: 'schema', detail: 'not a token' };
  test.each<[string, Answer, object]>([
    ['is refused', respondJson({ error: 'invalid_request' }, { status: 401 }), { kind: 'status', status: 401 }],
    [
      'is throttled',
      respond({ status: 429, headers: { 'Retry-After': '7' } }),
      { kind: 'status', status: 429, retryAfterMs: 7_000 },
    ],
    ['is redirected', respond({ status: 302, headers: { Location: '/' } }), { kind: 'status', status: 302 }],
    ['breaks', reset(), { kind: 'network' }],
    ['is answered with HTML', respond({ body: '<html>secret</html>' }), { ...notAToken, cause: undefined }],
    ['is answered without a token', respondJson({ expires_in: '599' }), notAToken],
    ['is answered with an empty token', granted('', '599'), notAToken],
    ['is answered without a lifetime', respondJson({ access_token: 'secret' }), notAToken],
    ['is answered with a lifetime in words', granted('secret', 'ten minutes'), notAToken],
    ['is answered with a token of the wrong type', respondJson({ access_token: 1 }), notAToken],
  ])('that %s fails, quotes nothing, and is made anew next time', async (_, answer, error) => {
    upstream.script(answer, granted('token-2'));
    const failure: unknown = await get().catch((thrown: unknown) => thrown);

    expect(failure).toMatchObject({ name: 'UpstreamError', upstream: 'PDS', ...error });
    expect(String(failure)).not.toMatch(/secret|https?:|invalid_request/);
    expect(await get()).toBe('token-2');
  });
});
