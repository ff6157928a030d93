import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CancelledError, startDeadline, UpstreamError } from '@cdg/http-client';
import { USER } from '@cdg/test-data';
import { createLocalJWKSet, exportSPKI, importJWK, type JWK } from 'jose';
import { createTokenIssuer, type TokenIssuer } from '../testing/token-issuer.ts';
import { KeysUnavailableError, type KeySet } from './key-set.ts';
import { createTokenVerifier } from './verify-token.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const NOW_S = NOW.getTime() / 1000;
const RULES = { issuer: 'https://issuer.example', audience: 'gateway', algorithms: ['RS256', 'RS512'] };
const CLAIMS = { iss: RULES.issuer, aud: RULES.audience, sub: USER.sdsUserId, iat: NOW_S, exp: NOW_S + 300 };

let issuer: TokenIssuer;
let stranger: TokenIssuer;
beforeAll(async () => {
  [issuer, stranger] = await Promise.all([createTokenIssuer('key-1'), createTokenIssuer('key-1')]);
});

const keysOf =
  (...jwks: readonly JWK[]): KeySet =>
  ({ header, token }) =>
    createLocalJWKSet({ keys: jwks.map((jwk) => ({ kty: 'RSA', ...jwk })) })(header, token);

/** Verifies a header by the rules; the refusal where there is one. */
async function verify(authorization: string, keys: KeySet = keysOf(issuer.jwk)): Promise<unknown> {
  const deadline = startDeadline(1_000);
  const verifyToken = createTokenVerifier({ keys, rules: RULES, now: () => NOW });
  return verifyToken(authorization, { deadline })
    .catch((error: unknown) => error)
    .finally(deadline.lift);
}

const signed = async (changes: object = {}, header: Readonly<Record<string, unknown>> = {}) =>
  issuer.sign({ ...CLAIMS, ...changes }, header);
const bearer = async (changes: object = {}) => `Bearer ${await signed(changes)}`;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The refusal of a token. */
const refused = (diagnostics: string) => ({
  kind: 'invalidToken',
  diagnostics,
  row: { status: 401, issue: 'login', spineCode: 'ACCESS_DENIED' },
  headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' },
});
const MALFORMED = 'The bearer token is not a well-formed signed JWT';

describe('a token that verifies', () => {
  test('says who the user is', async () => {
    const role = { person_roleid: USER.sdsRoleProfileId, org_code: 's55555', role_code: 'S8000:G8000:R8001' };
    const user = { uid: USER.sdsUserId, given_name: 'Kit', family_name: 'Sample', acr: 'AAL3_ANY' };

    expect(await verify(await bearer({ sub: 'abc', ...user, nhsid_nrbac_roles: [role] }))).toEqual({
      subject: 'abc',
      sdsUserId: USER.sdsUserId,
      sdsRoleProfileId: USER.sdsRoleProfileId,
      name: { family: 'Sample', given: ['Kit'] },
      organisations: ['S55555'],
      assuranceLevel: 3,
    });
  });

  test('may name the scheme in any case, be meant for others, too, and be signed with the other algorithm', async () => {
    const other = await createTokenIssuer('key-2', { alg: 'RS512' });
    const token = await other.sign({ ...CLAIMS, aud: ['others', RULES.audience] });

    expect(await verify(`bearer ${token}`, keysOf(other.jwk))).toMatchObject({ subject: USER.sdsUserId });
  });

  test.each([
    ['a subject of 12 digits is an SDS user id', {}, { sdsUserId: USER.sdsUserId }],
    ['any other subject is not', { sub: 'abc' }, { sdsUserId: undefined }],
    ['half a name is none', { given_name: 'Kit' }, { name: undefined }],
    [
      'the selected role counts',
      {
        selected_roleid: '2',
        nhsid_nrbac_roles: [
          { person_roleid: '1', org_code: 'A1' },
          { person_roleid: '2', org_code: 'B2' },
        ],
      },
      { sdsRoleProfileId: '2', organisations: ['B2'] },
    ],
    [
      'of several roles none counts until it is selected',
      {
        nhsid_nrbac_roles: [
          { person_roleid: '1', org_code: 'A1' },
          { person_roleid: '2', org_code: 'B2' },
        ],
      },
      { sdsRoleProfileId: undefined, organisations: ['A1', 'B2'] },
    ],
    ['without roles there is no organisation', {}, { organisations: [], sdsRoleProfileId: undefined }],
    ['no acr is no assurance', {}, { assuranceLevel: 0 }],
    ['an acr of another kind is none', { acr: 'P9' }, { assuranceLevel: 0 }],
    ['one level is that', { acr: 'AAL3_ANY' }, { assuranceLevel: 3 }],
    ['of several levels the lowest is promised', { acr: 'AAL2_OR_AAL3_ANY' }, { assuranceLevel: 2 }],
    [
      'the level reached counts more',
      { acr: 'AAL2_OR_AAL3_ANY', authentication_assurance_level: '3' },
      { assuranceLevel: 3 },
    ],
    ['also where it is less', { acr: 'AAL3_ANY', authentication_assurance_level: 1 }, { assuranceLevel: 1 }],
    ['a level in words is none', { acr: 'AAL3_ANY', authentication_assurance_level: 'three' }, { assuranceLevel: 0 }],
  ])('%s', async (_, claims, user) => {
    expect(await verify(await bearer(claims))).toMatchObject(user);
  });
});

describe('a token is refused', () => {
  test.each([
    ['that has expired', { exp: NOW_S }, 'The bearer token has expired'],
    ['that never expires', { exp: undefined }, 'The bearer token does not say when it expires'],
    ['that is not valid yet', { nbf: NOW_S + 1 }, 'The bearer token is not valid yet'],
    ['of another issuer', { iss: 'https://other.example' }, 'The bearer token has another issuer'],
    ['of no issuer', { iss: undefined }, 'The bearer token has another issuer'],
    ['for another audience', { aud: 'other' }, 'The bearer token is for another audience'],
    ['for no audience', { aud: undefined }, 'The bearer token is for another audience'],
    ['about nobody', { sub: undefined }, 'The bearer token does not say who the user is'],
    ['about somebody without a name', { sub: ' ' }, 'The bearer token has a malformed claim'],
    ['whose roles are no list', { nhsid_nrbac_roles: {} }, 'The bearer token has a malformed claim'],
  ])('%s', async (_, claims, diagnostics) => {
    expect(await verify(await bearer(claims))).toMatchObject(refused(diagnostics));
  });

  test.each([
    ['a wrong signature', async () => stranger.sign(CLAIMS), 'The signature of the bearer token is wrong'],
    [
      'another payload',
      async () => swapPayload(await signed(), { ...CLAIMS, sub: 'x' }),
      'The signature of the bearer token is wrong',
    ],
    ['an unknown key', async () => signed({}, { kid: 'key-9' }), 'The key of the bearer token is unknown'],
    [
      'no signature',
      () => Promise.resolve(`${base64url({ alg: 'none' })}.${base64url(CLAIMS)}.`),
      'The algorithm of the bearer token is not accepted',
    ],
    ['the public key as a shared secret', hmacToken, 'The algorithm of the bearer token is not accepted'],
    [
      'an algorithm that is not allowed',
      async () => (await createTokenIssuer('key-1', { alg: 'PS256' })).sign(CLAIMS),
      'The algorithm of the bearer token is not accepted',
    ],
    [
      'a header nobody knows but must',
      async () =>
        signed({}, { crit: ['x'], x: 1 }).catch(() => `${base64url({ alg: 'RS256', crit: ['x'], x: 1 })}.e30.eA`),
      MALFORMED,
    ],
    ['one part', () => Promise.resolve('abc'), MALFORMED],
    ['three parts of nothing', () => Promise.resolve('a.b.c'), MALFORMED],
  ])('with %s', async (_, token, diagnostics) => {
    expect(await verify(`Bearer ${await token()}`)).toMatchObject(refused(diagnostics));
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c, Bearer a.b.c', 'a.b.c'])(
    'as a header that is no bearer token: %j',
    async (authorization) => {
      expect(await verify(authorization)).toMatchObject(refused('Authorization must be one bearer token'));
    },
  );

  test('whose key is too short', async () => {
    const short = { ...issuer.jwk, n: Buffer.alloc(64, 0xff).toString('base64url') };
    expect(await verify(await bearer(), keysOf(short))).toMatchObject(
      refused('The key of the bearer token cannot be used'),
    );
  });

  test('before any key is looked for, unless its algorithm is allowed', async () => {
    const keys: KeySet = () => Promise.reject(new Error('was asked'));
    expect(await verify(`Bearer ${base64url({ alg: 'HS256' })}.e30.eA`, keys)).toMatchObject({ kind: 'invalidToken' });
  });

  test('in words of our own, which quote nothing of it', async () => {
    const failure = await verify(await bearer({ iss: 'https://x-secret.example' }));
    expect(JSON.stringify(failure)).not.toContain('x-secret');
  });

  test('for a while, with 503, when the keys cannot be had', async () => {
    expect(await verify(await bearer(), () => Promise.reject(new KeysUnavailableError('no')))).toMatchObject({
      kind: 'throttled',
      diagnostics: 'Bearer tokens cannot be verified at the moment',
      headers: { 'Retry-After': '5' },
    });
  });

  test.each([new CancelledError('gone'), new UpstreamError('JWKS', { kind: 'timeout' })])(
    'by nobody when the wait for the keys has ended: %p',
    async (reason) => {
      expect(await verify(await bearer(), () => Promise.reject(reason))).toBe(reason);
    },
  );
});

function swapPayload(token: string, claims: object): string {
  const [header = '', , signature = ''] = token.split('.');
  return [header, base64url(claims), signature].join('.');
}

async function hmacToken(): Promise<string> {
  const key = await importJWK(issuer.jwk, 'RS256', { extractable: true });
  if (key instanceof Uint8Array) throw new Error('an RSA key was expected');
  const signedPart = `${base64url({ alg: 'HS256', kid: 'key-1' })}.${base64url(CLAIMS)}`;
  return `${signedPart}.${createHmac('sha256', await exportSPKI(key))
    .update(signedPart)
    .digest('base64url')}`;
}
