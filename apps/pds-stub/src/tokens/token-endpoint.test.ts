import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { jsonIn, runStub, type Question, type RunningStub } from '../testing/running-stub.ts';

const NOW_S = 1_772_366_400;
const PATH = '/oauth2/token';
const FORM = 'application/x-www-form-urlencoded';
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const CLIENT = 'stub-pds-api-key';
const PUBLIC_URL = 'https://pds.example.com';

let time = NOW_S * 1000;
let folder: string;
let stub: RunningStub;
const keys = generateKeyPair('RS512', { extractable: true });
const strangersKeys = generateKeyPair('RS512');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pds-stub-'));
  const jwk = { ...(await exportJWK((await keys).publicKey)), kid: 'test-1', use: 'sig' };
  await writeFile(join(folder, 'jwks.json'), JSON.stringify({ keys: [{ kty: 'RSA', kid: 'other' }, jwk] }));
  await writeFile(join(folder, 'empty.json'), JSON.stringify({ keys: [] }));
  await writeFile(join(folder, 'broken.json'), '{"keys":');
  stub = await runWith('jwks.json');
});
beforeEach(() => {
  time = NOW_S * 1000;
});
afterAll(async () => {
  await stub.close();
  await rm(folder, { recursive: true });
});

function runWith(jwks: string): Promise<RunningStub> {
  const settings = { jwksFile: join(folder, jwks), publicUrl: PUBLIC_URL };
  return runStub({ settings, now: () => new Date(time) });
}

interface Changes {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Awaited<typeof keys>['privateKey'];
}

/** An assertion that the endpoint accepts, but for the changes; an undefined claim is left out. */
async function assertion({ header = {}, claims = {}, key }: Changes = {}): Promise<string> {
  const payload: JWTPayload = {
    iss: CLIENT,
    sub: CLIENT,
    aud: stub.url + PATH,
    jti: randomUUID(),
    exp: NOW_S + 300,
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS512', typ: 'JWT', kid: 'test-1', ...header })
    .sign(key ?? (await keys).privateKey);
}

function form(fields: Readonly<Record<string, string>>): Question {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_assertion_type: JWT_BEARER, ...fields });
  for (const [name, value] of Object.entries(fields)) if (value === '(left out)') body.delete(name);
  return { method: 'POST', headers: { 'Content-Type': FORM }, body: body.toString() };
}

const ask = (client_assertion: string, more: Readonly<Record<string, string>> = {}, at = stub) =>
  at.send(PATH, form({ client_assertion, ...more }));

describe('a good assertion', () => {
  test('gets an opaque token that PDS accepts', async () => {
    const answer = await ask(await assertion());
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    const token = jsonIn(answer);
    expect(Object.keys(token)).toEqual(['access_token', 'expires_in', 'token_type', 'issued_at']);
    expect(token).toMatchObject({ expires_in: '599', token_type: 'Bearer', issued_at: String(NOW_S * 1000) });
    expect(token.access_token).toMatch(/^[-\w]{28}$/);
    const Authorization = `Bearer ${String(token.access_token)}`;
    expect((await stub.ask('/Patient/9999999999', { headers: { Authorization } })).status).toBe(200);
    time += 599_000;
    expect((await stub.ask('/Patient/9999999999', { headers: { Authorization } })).status).toBe(401);
  });

  test.each([
    ['5000', '5'],
    ['599000', '599'],
    ['600000', '599'],
    ['0', '599'],
    ['-1', '599'],
    ['soon', '599'],
  ])('that asks for %s ms gets %s seconds', async (asked, given) => {
    const answer = await ask(await assertion(), { _access_token_expiry_ms: asked });
    expect(jsonIn(answer).expires_in).toBe(given);
  });

  test.each<[string, Changes]>([
    ['has its type in small letters', { header: { typ: 'jwt' } }],
    ['expires in 310 seconds', { claims: { exp: NOW_S + 310 } }],
    ['expires in a second', { claims: { exp: NOW_S + 1 } }],
    ['began just now, by a clock ten seconds ahead', { claims: { iat: NOW_S + 10, nbf: NOW_S + 10 } }],
    ['is meant for the public address', { claims: { aud: `${PUBLIC_URL}${PATH}` } }],
  ])('may be one that %s', async (_, changes) => {
    expect((await ask(await assertion(changes))).status).toBe(200);
  });

  test('may name the endpoint as the caller did', async () => {
    const question = form({
      client_assertion: await assertion({ claims: { aud: `http://pds.internal:8080${PATH}` } }),
    });
    const headers = { ...question.headers, Host: 'pds.internal:8080' };
    expect((await stub.send(PATH, { ...question, headers })).status).toBe(200);
  });
});

describe('a token request is refused', () => {
  test.each(['GET', 'PUT', 'DELETE'])('when it is a %s', async (method) => {
    expect(await stub.send(PATH, { method })).toMatchObject({
      status: 405,
      text: '',
      headers: { allow: 'POST', 'content-type': 'text/plain' },
    });
  });

  test.each([undefined, 'application/json', `${FORM};charset=UTF-8`, FORM.toUpperCase()])(
    'with Content-Type %s',
    async (type) => {
      const question = form({ client_assertion: await assertion() });
      const refusal = refusalIn(await stub.send(PATH, { ...question, headers: { 'Content-Type': type } }));
      expect(refusal).toEqual([
        415,
        'invalid_request',
        'Content-Type header must be application/x-www-form-urlencoded',
      ]);
    },
  );

  test.each([
    [{ grant_type: '(left out)' }, 'invalid_request', 'grant_type is missing'],
    [{ grant_type: '' }, 'invalid_request', 'grant_type is missing'],
    [{ grant_type: 'password' }, 'unsupported_grant_type', 'grant_type is invalid'],
    [
      { client_assertion_type: '(left out)' },
      'invalid_request',
      `Missing or invalid client_assertion_type - must be '${JWT_BEARER}'`,
    ],
    [{ client_assertion: '(left out)' }, 'invalid_request', 'Missing client_assertion'],
    [{ client_assertion: 'a.b' }, 'invalid_request', 'Malformed JWT in client_assertion'],
    [{ client_assertion: 'e30.W10.x' }, 'invalid_request', 'Malformed JWT in client_assertion'],
  ])('for the form with %j', async (fields, ...refusal) => {
    const question = form({ client_assertion: await assertion(), ...fields });
    expect(refusalIn(await stub.send(PATH, question))).toEqual([400, ...refusal]);
  });

  test('for an assertion with another algorithm', async () => {
    const text = await new SignJWT({ exp: NOW_S - 1 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('a secret of at least 256 bits...'));
    expect(refusalIn(await ask(text))).toEqual([
      400,
      'invalid_request',
      "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'",
    ]);
  });

  const IN = 'client_assertion JWT';
  const NOT_MATCHING = `Missing or non-matching 'iss'/'sub' claims in ${IN}`;
  const NOT_UNIQUE = `Invalid 'jti' claim in ${IN} - must be a unique string value such as a GUID`;
  test.each<[string, Changes]>([
    [`Invalid 'exp' claim in ${IN} - JWT has expired`, { claims: { exp: NOW_S }, header: { kid: undefined } }],
    [`Missing 'kid' header in ${IN}`, { header: { kid: undefined, typ: undefined } }],
    [`Missing 'kid' header in ${IN}`, { header: { kid: '' } }],
    [`Invalid 'typ' header in ${IN} - must be 'JWT'`, { header: { typ: undefined }, claims: { exp: undefined } }],
    [`Invalid 'typ' header in ${IN} - must be 'JWT'`, { header: { typ: 'at+jwt' } }],
    [`Missing 'exp' claim in ${IN}`, { claims: { exp: undefined, iss: undefined } }],
    [`Invalid 'exp' claim in ${IN} - must be an integer`, { claims: { exp: NOW_S + 60.5 } }],
    [`Invalid 'exp' claim in ${IN} - must be an integer`, { claims: { exp: String(NOW_S + 60) } }],
    [NOT_MATCHING, { claims: { iss: undefined, jti: undefined } }],
    [NOT_MATCHING, { claims: { sub: 'somebody-else' } }],
    [`Missing 'jti' claim in ${IN}`, { claims: { jti: undefined, exp: NOW_S + 400 } }],
    [NOT_UNIQUE, { claims: { jti: 7 } }],
    [`Invalid 'exp' claim in ${IN} - more than 5 minutes in future`, { claims: { exp: NOW_S + 311 } }],
  ])('with 400 %s', async (description, changes) => {
    expect(refusalIn(await ask(await assertion(changes)))).toEqual([400, 'invalid_request', description]);
  });

  const UNKNOWN = { iss: 'another-key', sub: 'another-key' };
  const KID_UNKNOWN = `Invalid 'kid' header in ${IN} - no matching public key`;
  const AUDIENCE = `Missing or invalid 'aud' claim in ${IN}`;
  test.each<[string, string, Changes]>([
    ['invalid_request', `Invalid 'iss'/'sub' claims in ${IN}`, { claims: UNKNOWN, header: { kid: 'unknown' } }],
    ['invalid_request', KID_UNKNOWN, { header: { kid: 'unknown' } }],
    ['invalid_request', AUDIENCE, { claims: { aud: undefined } }],
    ['invalid_request', AUDIENCE, { claims: { aud: 'http://127.0.0.1/oauth2/token' } }],
    ['public_key error', 'JWT signature verification failed', { claims: { nbf: NOW_S + 11 } }],
    ['public_key error', 'JWT signature verification failed', { claims: { iat: NOW_S + 11 } }],
    ['public_key error', 'JWT signature verification failed', { header: { kid: 'other' } }],
  ])('with 401 %s: %s', async (error, description, changes) => {
    expect(refusalIn(await ask(await assertion(changes)))).toEqual([401, error, description]);
  });

  test('when somebody else signed it', async () => {
    const text = await assertion({ key: (await strangersKeys).privateKey });
    expect(refusalIn(await ask(text))).toEqual([401, 'public_key error', 'JWT signature verification failed']);
  });

  test.each([
    [
      'empty.json',
      'You need to register a public key to use this authentication method - please contact support to configure',
    ],
    [
      'missing.json',
      'You need to register a public key to use this authentication method - please contact support to configure',
    ],
    ['broken.json', "The JWKS endpoint, for your client_assertion can't be reached"],
  ])('when the keys are those of %s', async (jwks, description) => {
    const other = await runWith(jwks);
    const answer = await ask(await assertion({ claims: { aud: other.url + PATH } }), {}, other);
    await other.close();
    expect(refusalIn(answer)).toEqual([403, 'public_key error', description]);
  });
});

describe('a jti', () => {
  const USED = [400, 'invalid_request', "Non-unique 'jti' claim in client_assertion JWT"];

  test('is good once in 30 days', async () => {
    const claims = { jti: randomUUID() };
    expect((await ask(await assertion({ claims }))).status).toBe(200);
    expect(refusalIn(await ask(await assertion({ claims })))).toEqual(USED);
    time += 30 * 86_400_000;
    const exp = Math.floor(time / 1000) + 60;
    expect((await ask(await assertion({ claims: { ...claims, exp } }))).status).toBe(200);
  });

  test('is used up by an assertion whose signature is wrong', async () => {
    const claims = { jti: randomUUID() };
    await ask(await assertion({ claims, key: (await strangersKeys).privateKey }));
    expect(refusalIn(await ask(await assertion({ claims })))).toEqual(USED);
  });

  test('is each application’s own', async () => {
    const jti = randomUUID();
    await ask(await assertion({ claims: { jti, iss: 'another-key', sub: 'another-key' } }));
    expect((await ask(await assertion({ claims: { jti } }))).status).toBe(200);
  });
});

function refusalIn(answer: Parameters<typeof jsonIn>[0] & { status: number }) {
  const { error, error_description: description, message_id: messageId } = jsonIn(answer);
  expect(messageId).toMatch(/^rrt-./);
  return [answer.status, error, description];
}
