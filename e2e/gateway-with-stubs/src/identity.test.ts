import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { IDENTITY_RESOURCES, identityHeader, SCENARIO_PATIENTS, USER } from '@cdg/test-data';
import { decodeJwt, type JWTPayload } from 'jose';
import { ask, askFor, errorOf, goodHeaders, parametersFor, type Answer, type Question } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { startTokenIssuer, type TokenIssuer } from './support/token-issuer.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const { organisation, practitioner, practitionerRole, software } = IDENTITY_RESOURCES;
const OTHER_USER = '555000000001';
const [SDS_USER, SDS_ROLE, LOCAL] = practitioner.identifier;
const [ODS_CODE] = organisation.identifier;

const ORGANISATION = { 'NHSD-End-User-Organisation': identityHeader(organisation) };
const PERSON = { 'NHSD-Requesting-Practitioner': identityHeader(practitioner) };
const ROLE = { 'NHSD-Requesting-Practitioner': identityHeader(practitionerRole) };
const SOFTWARE = { 'NHSD-Requesting-Software': identityHeader(software) };
const SMARTCARD = { 'cis2-uuid': USER.sdsUserId, 'cis2-urid': USER.sdsRoleProfileId };
const person = (identifier: readonly object[]) => ({
  'NHSD-Requesting-Practitioner': identityHeader({ ...practitioner, identifier }),
});
const NO_SMARTCARD = person([{ ...SDS_USER, value: 'UNK' }, { ...SDS_ROLE, value: 'UNK' }, LOCAL]);

type Headers = NonNullable<Question['headers']>;

let services: FakeServices;
let issuer: TokenIssuer;
/** As developers start it. */
let open: LoneGateway;
/** Asks for a person, trusts its proxy, and verifies tokens. */
let strict: LoneGateway;
/** The same, and asks for a level of assurance. */
let strictest: LoneGateway;
beforeAll(async () => {
  [services, issuer] = await Promise.all([startFakeServices(), startTokenIssuer()]);
  const settings = {
    ...services.settings,
    ...issuer.settings,
    IDENTITY_REQUIRED: 'true',
    TRUST_PROXY_IDENTITY: 'true',
  };
  [open, strict, strictest] = await Promise.all([
    startLoneGateway({ ...services.settings, LOG_LEVEL: 'info' }),
    startLoneGateway(settings),
    startLoneGateway({ ...settings, IDENTITY_ASSURANCE_LEVEL: 'AAL3' }),
  ]);
});
afterAll(async () => {
  await Promise.all([open, strict, strictest].map((gateway) => gateway.stop()));
  await Promise.all([services.close(), issuer.close()]);
});
beforeEach(() => {
  services.script();
});

/** The claims that the practice got, attempt by attempt. */
const claimsSeen = (): JWTPayload[] =>
  services.asked('provider').map(({ header }) => decodeJwt(header('Authorization')?.replace('Bearer ', '') ?? ''));

async function claimsOf(gateway: LoneGateway, headers: Headers): Promise<JWTPayload> {
  const { status, body } = await askFor(gateway.url, PATIENT, headers);
  expect([status, status === 200 ? '' : body.toString()]).toEqual([200, '']);
  const [claims, ...more] = claimsSeen();
  if (claims === undefined || more.length > 0) throw new Error('the practice was not asked just once');
  return claims;
}

/** The line that ends a request; it may come after its answer. */
async function lineOf(gateway: LoneGateway, traceId: string): Promise<string> {
  for (;;) {
    const lines = gateway.output().split('\n').slice(0, -1);
    const line = lines.find((text) => text.includes(traceId) && text.includes('"msg":"request"'));
    if (line !== undefined) return line;
    await gateway.moreOutput();
  }
}

const practitionerClaim = (id: string, identifiers: readonly string[], name: object) => ({
  sub: id,
  requesting_practitioner: {
    resourceType: 'Practitioner',
    id,
    identifier: [
      { system: 'https://fhir.nhs.uk/Id/sds-user-id', value: identifiers[0] },
      { system: 'https://fhir.nhs.uk/Id/sds-role-profile-id', value: identifiers[1] },
      { system: expect.stringMatching(/^https:\/\//), value: identifiers[2] },
    ],
    name: [name],
  },
});
const IDS = [USER.sdsUserId, USER.sdsRoleProfileId] as const;
const NAME = { family: 'Sample', given: ['Kit', 'Jo'], prefix: ['Mx'] };
const TOKEN_NAME = { family: 'Tokened', given: ['Kim'] };
const UNNAMED = { family: 'UNK', given: ['UNK'] };

/** What a refusal must be. */
function expectRefusal(answer: Answer, expected: readonly [number, string, string, string]): void {
  const { status, issue, spineCode, diagnostics, contentType } = errorOf(answer);
  expect([status, issue, spineCode, diagnostics]).toEqual(expected);
  expect(contentType).toBe('application/fhir+json');
  for (const what of ['patient', 'consumerDevice', 'provider'] as const) expect(services.asked(what)).toEqual([]);
}

describe('the practice is told who asks', () => {
  test('organisation, software and person, as the calling system describes them, in STU3', async () => {
    const claims = await claimsOf(open, { ...ORGANISATION, ...PERSON, ...SOFTWARE });

    expect(claims).toEqual({
      iss: 'https://clinical-data-gateway.example',
      aud: services.serviceRoot,
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 300,
      reason_for_request: 'directcare',
      requested_scope: 'patient/*.read',
      requesting_device: {
        resourceType: 'Device',
        identifier: [...software.identifier],
        model: 'Sample Desk',
        version: '7.1.0',
      },
      requesting_organization: { resourceType: 'Organization', name: 'Sample Clinic', identifier: [ODS_CODE] },
      ...practitionerClaim(USER.localId, [...IDS, USER.localId], NAME),
    });
  });

  test.each<[string, Headers, object]>([
    ['a practitioner in a role', ROLE, practitionerClaim(USER.sdsUserId, [...IDS, USER.sdsUserId], NAME)],
    [
      'a practitioner without a smartcard',
      NO_SMARTCARD,
      practitionerClaim(USER.localId, ['UNK', 'UNK', USER.localId], NAME),
    ],
    ['whom the proxy knows', SMARTCARD, practitionerClaim(USER.sdsUserId, [...IDS, USER.sdsUserId], UNNAMED)],
    [
      'whom the proxy knows better',
      { ...NO_SMARTCARD, ...SMARTCARD },
      practitionerClaim(USER.localId, [...IDS, USER.localId], NAME),
    ],
  ])('%s', async (_, headers, expected) => {
    expect(await claimsOf(strict, headers)).toMatchObject(expected);
  });

  test('the user of a token, whatever a header says', async () => {
    const authorization = await issuer.bearer({
      ...{ sub: 'subject-1', uid: USER.sdsUserId, given_name: 'Kim', family_name: 'Tokened', acr: 'AAL3_ANY' },
      nhsid_nrbac_roles: [{ person_roleid: USER.sdsRoleProfileId, org_code: 'S55555' }],
    });
    const headers = { Authorization: authorization, ...person([{ ...SDS_USER, value: OTHER_USER }]) };

    const expected = practitionerClaim('subject-1', [...IDS, 'subject-1'], TOKEN_NAME);
    expect(await claimsOf(strictest, headers)).toMatchObject(expected);
  });

  test('nobody, in development, is called a synthetic practitioner, in the log, too', async () => {
    const expected = practitionerClaim('synthetic-practitioner', ['UNK', 'UNK', 'synthetic-practitioner'], {
      family: 'Synthetic',
      given: ['Practitioner'],
    });
    const headers = goodHeaders();
    expect(await claimsOf(open, headers)).toMatchObject(expected);

    const line = await lineOf(open, headers['Ssp-TraceID'] ?? '');
    expect(JSON.parse(line)).toMatchObject({ msg: 'request', identity: 'synthetic' });
  });

  test('anew at each attempt, in a token of its own', async () => {
    const busy = ({ response }: { response: { writeHead: (status: number) => { end: () => void } } }) => {
      response.writeHead(503).end();
    };
    services.script({ provider: [busy, services.goodAnswer('provider')] });
    expect((await askFor(open.url, PATIENT, PERSON)).status).toBe(200);

    const seen = claimsSeen();
    expect(seen.map(({ sub, iat = 0, exp = 0 }) => [sub, exp - iat])).toEqual([
      [USER.localId, 300],
      [USER.localId, 300],
    ]);
  });

  test('without what nobody vouches for: headers of a proxy that is not trusted, and tokens that cannot be verified', async () => {
    const headers = { ...NO_SMARTCARD, ...SMARTCARD, Authorization: await issuer.bearer({ sub: OTHER_USER }) };

    expect(await claimsOf(open, headers)).toMatchObject(
      practitionerClaim(USER.localId, ['UNK', 'UNK', USER.localId], NAME),
    );
  });

  test('from three headers of 8 KiB each', async () => {
    const filled = (resource: object) => {
      const room = 6_100 - JSON.stringify(resource).length;
      return identityHeader({ ...resource, language: 'x'.repeat(room) });
    };
    const headers = {
      'NHSD-End-User-Organisation': filled(organisation),
      'NHSD-Requesting-Practitioner': filled(practitioner),
      'NHSD-Requesting-Software': filled(software),
    };
    expect(Object.values(headers).every(({ length }) => length > 8_100 && length <= 8_192)).toBe(true);
    expect(await claimsOf(open, headers)).toMatchObject({ sub: USER.localId });
  });
});

describe('who does not say who they are is refused', () => {
  test.each<[string, Headers]>([
    ['nobody', {}],
    ['an organisation and its software', { ...ORGANISATION, ...SOFTWARE }],
    ['a role without a user', { 'cis2-urid': USER.sdsRoleProfileId }],
  ])('%s', async (_, headers) => {
    const answer = await askFor(strict.url, PATIENT, headers);

    expectRefusal(answer, [401, 'login', 'ACCESS_DENIED', 'No authenticated user']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  test('without a token, where a level of assurance is asked for', async () => {
    const answer = await askFor(strictest.url, PATIENT, { ...PERSON, ...SMARTCARD });

    expectRefusal(answer, [401, 'login', 'ACCESS_DENIED', 'No authenticated user']);
  });

  test.each<[string, () => Promise<string>, string]>([
    ['has expired', () => issuer.bearer({ sub: 'x-secret', exp: 1 }), 'The bearer token has expired'],
    [
      'has another issuer',
      () => issuer.bearer({ sub: 'x-secret', iss: 'https://x-secret.example' }),
      'The bearer token has another issuer',
    ],
    [
      'is for somebody else',
      () => issuer.bearer({ sub: 'x-secret', aud: 'x-secret' }),
      'The bearer token is for another audience',
    ],
    ['is forged', () => issuer.forged({ sub: 'x-secret' }), 'The signature of the bearer token is wrong'],
    [
      'is unsigned',
      () => Promise.resolve('Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4LXNlY3JldCJ9.'),
      'The algorithm of the bearer token is not accepted',
    ],
    ['is no token', () => Promise.resolve('Bearer x-secret'), 'The bearer token is not a well-formed signed JWT'],
    ['is a password', () => Promise.resolve('Basic x-secret'), 'Authorization must be one bearer token'],
  ])('with a token that %s, whoever vouches for the person besides', async (_, token, diagnostics) => {
    const answer = await askFor(strict.url, PATIENT, { Authorization: await token(), ...PERSON, ...SMARTCARD });

    expectRefusal(answer, [401, 'login', 'ACCESS_DENIED', diagnostics]);
    expect(answer.headers['www-authenticate']).toBe('Bearer error="invalid_token"');
    expect(answer.body.toString()).not.toMatch(/x-secret|eyJ/);
  });
});

describe('who may not ask is refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['was not sure enough', { acr: 'AAL2_OR_AAL3_ANY' }, "The user's assurance level must be at least AAL3"],
    [
      'works elsewhere',
      { acr: 'AAL3_ANY', nhsid_nrbac_roles: [{ person_roleid: '1', org_code: 'A11111' }] },
      "The organisation of ODS-from is not that of the user's role",
    ],
  ])('a user who %s', async (_, claims, diagnostics) => {
    const headers = { Authorization: await issuer.bearer({ sub: USER.sdsUserId, ...claims }) };

    expectRefusal(await askFor(strictest.url, PATIENT, headers), [403, 'forbidden', 'ACCESS_DENIED', diagnostics]);
  });

  test('an organisation that is not that of ODS-from, also where nobody has to be known', async () => {
    const elsewhere = { ...organisation, identifier: [{ ...ODS_CODE, value: 'CONSUMER' }] };
    const headers = { 'NHSD-End-User-Organisation': identityHeader(elsewhere) };
    const diagnostics = 'NHSD-End-User-Organisation is not the organisation of ODS-from';

    expectRefusal(await askFor(open.url, PATIENT, headers), [403, 'forbidden', 'ACCESS_DENIED', diagnostics]);
  });
});

describe('a header that is malformed is refused, and not quoted', () => {
  const raw = (text: string | Buffer) => Buffer.from(text).toString('base64');
  const twice = JSON.stringify(software).replace('"value":"desk-7"', '"value":"x-secret","value":"desk-7"');

  test.each<[string, string, Headers[string], string]>([
    ['is not base64', 'NHSD-Requesting-Software', '{"x-secret"}', 'must be base64 of a FHIR resource in JSON'],
    ['is blank', 'NHSD-Requesting-Software', '', 'must be base64 of a FHIR resource in JSON'],
    ['is too long', 'NHSD-Requesting-Software', 'x'.repeat(8_193), 'must be at most 8192 characters'],
    [
      'comes twice',
      'NHSD-Requesting-Software',
      [identityHeader(software), identityHeader(software)],
      'must be given once',
    ],
    [
      'is not UTF-8',
      'NHSD-Requesting-Software',
      raw(Buffer.from([0x22, 0xff, 0x22])),
      'must hold strict JSON: not UTF-8',
    ],
    ['is not JSON', 'NHSD-Requesting-Software', raw('x-secret'), 'must hold strict JSON: not JSON'],
    [
      'says something twice',
      'NHSD-Requesting-Software',
      raw(twice),
      'must hold strict JSON: identifier[0].value: member name given twice',
    ],
    ['is another resource', 'NHSD-Requesting-Software', identityHeader(organisation), 'resourceType must be Device'],
    [
      'lacks a version',
      'NHSD-Requesting-Software',
      identityHeader({ ...software, version: undefined }),
      'version is missing',
    ],
    [
      'has a name that is no text',
      'NHSD-Requesting-Software',
      identityHeader({ ...software, deviceName: [{ name: ['x-secret'] }] }),
      'deviceName[0].name must be text',
    ],
    [
      'lacks a name',
      'NHSD-End-User-Organisation',
      identityHeader({ ...organisation, name: undefined }),
      'name is missing',
    ],
    [
      'has no ODS code',
      'NHSD-End-User-Organisation',
      identityHeader({ ...organisation, identifier: [{ ...ODS_CODE, value: 'x-secret' }] }),
      'identifier[0].value must be an ODS code',
    ],
    [
      'names nobody',
      'NHSD-Requesting-Practitioner',
      identityHeader({ ...practitioner, name: [] }),
      'name[0] is missing',
    ],
    [
      'has no ids',
      'NHSD-Requesting-Practitioner',
      identityHeader({ ...practitioner, identifier: [] }),
      'identifier must have https://fhir.nhs.uk/Id/sds-user-id or a local id',
    ],
    [
      'contains nobody',
      'NHSD-Requesting-Practitioner',
      identityHeader({ ...practitionerRole, contained: [] }),
      'contained[0] is missing',
    ],
    [
      'is of another user than the proxy knows',
      'NHSD-Requesting-Practitioner',
      person([{ ...SDS_USER, value: OTHER_USER }])['NHSD-Requesting-Practitioner'],
      'the SDS user id must be that of "cis2-uuid"',
    ],
    ['is no user id', 'cis2-uuid', 'x-secret', 'must be one id of 12 digits'],
    ['is no role id', 'cis2-urid', 'x-secret', 'must be one id of 12 digits'],
  ])('%s: %s', async (_, name, ...[value, what]) => {
    const answer = await askFor(strict.url, PATIENT, { ...SMARTCARD, [name]: value });

    expectRefusal(answer, [400, 'invalid', 'BAD_REQUEST', `Invalid header "${name}": ${what}`]);
    expect(answer.body.toString()).not.toContain('x-secret');
  });

  test.each<[string, Headers, string]>([
    ['the trace id', { 'Ssp-TraceID': 'x' }, 'Invalid header "Ssp-TraceID": must be one UUID'],
    [
      'the organisation',
      { 'ODS-from': '-' },
      'Invalid header "ODS-from": must be one ODS code, 1 to 20 letters or digits',
    ],
    ['the ids of the request', { 'X-Correlation-ID': 'x' }, 'Invalid header "X-Correlation-ID": must be one UUID'],
  ])('after %s has been judged', async (_, headers, diagnostics) => {
    const answer = await askFor(strict.url, PATIENT, { 'NHSD-Requesting-Software': 'x', ...headers });

    expectRefusal(answer, [400, 'invalid', 'BAD_REQUEST', diagnostics]);
  });

  test('after the body has been judged', async () => {
    const headers = { ...goodHeaders(), 'NHSD-Requesting-Software': 'x' };
    const answer = await ask(strict.url, { headers, body: parametersFor('1234567890') });

    expectRefusal(answer, [400, 'value', 'INVALID_NHS_NUMBER', 'Invalid NHS number']);
  });

  test('before the patient, the practice and the consumer are looked for', async () => {
    expectRefusal(await askFor(strict.url, SCENARIO_PATIENTS.restrictedA, { 'ODS-from': 'NOBODY' }), [
      ...([401, 'login', 'ACCESS_DENIED', 'No authenticated user'] as const),
    ]);
  });
});
