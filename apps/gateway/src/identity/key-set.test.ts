import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
import { errors } from 'jose';
import { createTokenIssuer, type TokenIssuer } from '../testing/token-issuer.ts';
import { createKeySet, KeysUnavailableError, type KeySet } from './key-set.ts';

const START_MS = Date.parse('2026-03-01T12:00:00Z');
const MINUTE_MS = 60_000;

let first: TokenIssuer;
let second: TokenIssuer;
let upstream: ScriptedUpstream;
let http: HttpClient;
let deadline: Deadline;
let nowMs: number;
let keys: KeySet;

beforeAll(async () => {
  [first, second] = await Promise.all([createTokenIssuer('key-1'), createTokenIssuer('key-2')]);
});
beforeEach(async () => {
  nowMs = START_MS;
  upstream = await startScriptedUpstream(keySet(first));
  http = createHttpClient({ upstream: 'JWKS', connections: 2, timeoutMs: 5_000, maxBytes: 20_000 });
  deadline = startDeadline(5_000);
  keys = keysWithin(5_000);
});
afterEach(async () => {
  deadline.lift();
  await upstream.close();
  await http.close();
});

const keySet = (...issuers: readonly TokenIssuer[]): Answer =>
  respondJson({ keys: issuers.map(({ jwk }) => jwk) }, { headers: { 'Content-Type': 'application/jwk-set+json' } });

const keysWithin = (timeoutMs: number) =>
  createKeySet({ http, url: `${upstream.url}/keys?v=1`, timeoutMs, now: () => new Date(nowMs) });

/** Looks for the key of a token that this issuer signed. */
const find = ({ kid }: TokenIssuer, within = deadline) =>
  keys({ header: { alg: 'RS256', kid }, token: { payload: '', signature: '' } }, { deadline: within });
const failureOf = (issuer: TokenIssuer): Promise<unknown> => find(issuer).catch((error: unknown) => error);

describe('the keys of an issuer', () => {
  test('are fetched once, however many need them', async () => {
    const found = await Promise.all([find(first), find(first), find(first)]);
    await find(first);

    expect(found.map(({ type }) => type)).toEqual(['public', 'public', 'public']);
    expect(upstream.requests.map(({ method, path }) => [method, path])).toEqual([['GET', '/keys?v=1']]);
  });

  test('are fetched anew after ten minutes', async () => {
    await find(first);
    nowMs += 10 * MINUTE_MS - 1;
    await find(first);
    expect(upstream.requests).toHaveLength(1);

    nowMs += 1;
    await find(first);
    expect(upstream.requests).toHaveLength(2);
  });

  test('are fetched anew for a key that is not among them', async () => {
    await find(first);
    upstream.script(keySet(first, second));
    nowMs += 30_000;

    expect((await find(second)).type).toBe('public');
    expect(upstream.requests).toHaveLength(2);
  });

  test('are asked for once in thirty seconds, whatever keys are made up', async () => {
    await find(first);
    nowMs += 29_999;
    for (let time = 1; time <= 5; time += 1) expect(await failureOf(second)).toBeInstanceOf(errors.JWKSNoMatchingKey);

    expect(upstream.requests).toHaveLength(1);
    expect((await find(first)).type).toBe('public');
  });

  test('are used for an hour while newer ones cannot be had, and no longer', async () => {
    await find(first);
    upstream.script(respond({ status: 500 }));
    nowMs += 60 * MINUTE_MS - 1;
    expect((await find(first)).type).toBe('public');

    nowMs += 1;
    expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
  });

  test('that were taken back are unknown once the keys are old', async () => {
    await find(first);
    upstream.script(keySet(second));
    nowMs += 10 * MINUTE_MS;

    expect(await failureOf(first)).toBeInstanceOf(errors.JWKSNoMatchingKey);
  });

  test('that fail are not asked for again for five seconds', async () => {
    upstream.script(respond({ status: 500 }));
    for (let time = 1; time <= 3; time += 1) expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
    nowMs += 4_999;
    expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
    expect(upstream.requests).toHaveLength(1);

    upstream.script(keySet(first));
    nowMs += 1;
    expect((await find(first)).type).toBe('public');
  });

  test.each<[string, Answer]>([
    ['breaks the connection', reset()],
    ['is busy', respond({ status: 503 })],
  ])('are asked for once more at once when the issuer %s', async (_, answer) => {
    upstream.script(answer, keySet(first));

    expect((await find(first)).type).toBe('public');
    expect(upstream.requests).toHaveLength(2);
  });

  test('that nobody waits for any longer still come for the others', async () => {
    const held = hold(keySet(first));
    upstream.script(held.answer);
    const leaving = startDeadline(5_000);
    const gone = find(first, leaving);
    const patient = find(first);
    await upstream.whenRequests(1);
    leaving.cancel();

    await expect(gone).rejects.toBeInstanceOf(CancelledError);
    held.release();
    expect((await patient).type).toBe('public');
  });

  test('have a time limit of their own', async () => {
    upstream.script(hang());
    keys = keysWithin(50);

    expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
    await upstream.whenDisconnected();
    expect(deadline.signal.aborted).toBe(false);
  });

  test('are not looked for where a redirect leads', async () => {
    const elsewhere = await startScriptedUpstream(keySet(first));
    upstream.script(respond({ status: 302, headers: { Location: elsewhere.url } }));

    expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
    expect(elsewhere.requests).toHaveLength(0);
    await elsewhere.close();
  });

  test.each<[string, Answer]>([
    ['no JSON', respond({ body: '<html>' })],
    ['no keys', respondJson({})],
    ['keys without a type', respondJson({ keys: [{}] })],
    ['far too many keys', respondJson({ keys: Array.from({ length: 101 }, () => ({ kty: 'RSA' })) })],
    ['more bytes than allowed', respondJson({ keys: [], padding: 'x'.repeat(20_000) })],
  ])('cannot be had from an answer with %s', async (_, answer) => {
    upstream.script(answer);

    expect(await failureOf(first)).toBeInstanceOf(KeysUnavailableError);
  });
});
