import { beforeEach, describe, expect, test } from '@jest/globals';
import { startDeadline } from '@cdg/http-client';
import { IDENTITY_RESOURCES, identityHeader, USER } from '@cdg/test-data';
import type { Caller } from './caller.ts';
import { createIdentification, type IdentitySettings } from './identify-caller.ts';
import type { TokenUser } from './token-claims.ts';
import { invalidToken } from './verify-token.ts';

const { organisation, practitioner, practitionerRole, software } = IDENTITY_RESOURCES;
const OTHER = { userId: '555000000001', roleId: '555000000002' };

const SETTINGS: IdentitySettings = {
  issuer: 'https://consumer.example',
  device: { resourceType: 'Device', identifier: [{ system: 's', value: 'v' }], model: 'a model', version: '1' },
  isRequired: true,
  proxyHeaders: { userId: 'cis2-uuid', roleId: 'cis2-urid' },
  verifyToken: undefined,
  assuranceLevel: undefined,
};

const TOKEN_USER: TokenUser = {
  subject: 'subject-1',
  sdsUserId: USER.sdsUserId,
  sdsRoleProfileId: USER.sdsRoleProfileId,
  name: { family: 'Tokened', given: ['Kim'] },
  organisations: ['S55555'],
  assuranceLevel: 3,
};
/** A gateway that takes any token for this user's. */
const knowing = (changes: Partial<TokenUser> = {}): Partial<IdentitySettings> => ({
  verifyToken: () => Promise.resolve({ ...TOKEN_USER, ...changes }),
});
const TOKEN = { authorization: ['Bearer x'] };

const PERSON = { 'nhsd-requesting-practitioner': [identityHeader(practitioner)] };
const person = (resource: object) => ({ 'nhsd-requesting-practitioner': [identityHeader(resource)] });
const org = (odsCode: string) => {
  const identifier = [{ ...organisation.identifier[0], value: odsCode }];
  return { 'nhsd-end-user-organisation': [identityHeader({ ...organisation, identifier })] };
};
const SMARTCARD = { 'cis2-uuid': [USER.sdsUserId], 'cis2-urid': [USER.sdsRoleProfileId] };
const withIds = (sdsUserId: string, sdsRoleProfileId: string) => {
  const [user, role, local] = practitioner.identifier;
  return person({
    ...practitioner,
    identifier: [{ ...user, value: sdsUserId }, { ...role, value: sdsRoleProfileId }, local],
  });
};

let known: Caller[];
beforeEach(() => {
  known = [];
});

async function identify(headers: Readonly<Record<string, string[]>>, settings: Partial<IdentitySettings> = {}) {
  const deadline = startDeadline(1_000);
  const identification = createIdentification({ ...SETTINGS, ...settings });
  return identification(
    { headers, consumerOds: 'S55555', onKnown: (caller) => known.push(caller) },
    { deadline },
  ).finally(deadline.lift);
}
const failureOf = async (...[headers, settings]: Parameters<typeof identify>): Promise<unknown> =>
  identify(headers, settings).catch((error: unknown) => error);

const SDS_USER = 'https://fhir.nhs.uk/Id/sds-user-id';
const SDS_ROLE = 'https://fhir.nhs.uk/Id/sds-role-profile-id';

describe('the claims', () => {
  test('of a practitioner with a local id', async () => {
    const caller = await identify({
      ...PERSON,
      ...org('s55555'),
      'nhsd-requesting-software': [identityHeader(software)],
    });

    expect(caller).toEqual({
      ...{ kind: 'header', isVerified: false, id: USER.localId, organisation: 'S55555' },
      ...{ sdsUserId: USER.sdsUserId, sdsRoleProfileId: USER.sdsRoleProfileId },
      claims: {
        issuer: 'https://consumer.example',
        device: {
          resourceType: 'Device',
          identifier: [...software.identifier],
          model: 'Sample Desk',
          version: '7.1.0',
        },
        organization: {
          resourceType: 'Organization',
          name: 'Sample Clinic',
          identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'S55555' }],
        },
        practitioner: {
          resourceType: 'Practitioner',
          id: USER.localId,
          identifier: [
            { system: SDS_USER, value: USER.sdsUserId },
            { system: SDS_ROLE, value: USER.sdsRoleProfileId },
            { system: USER.localSystem, value: USER.localId },
          ],
          name: [{ family: 'Sample', given: ['Kit', 'Jo'], prefix: ['Mx'] }],
        },
      },
    });
  });

  test('of a role, whose practitioner has no local id', async () => {
    const { claims } = await identify(person(practitionerRole));

    expect(claims.practitioner).toMatchObject({
      id: USER.sdsUserId,
      identifier: [
        { system: SDS_USER, value: USER.sdsUserId },
        { system: SDS_ROLE, value: USER.sdsRoleProfileId },
        { system: 'https://consumer.example/Id/user', value: USER.sdsUserId },
      ],
    });
  });

  test("of a role that has no profile id: the role's code", async () => {
    expect(await identify(person({ ...practitionerRole, identifier: [] }))).toMatchObject({
      sdsRoleProfileId: 'R8000',
    });
  });

  test('of a practitioner without a smartcard: UNK', async () => {
    const { claims } = await identify(withIds('UNK', 'UNK'));

    expect(claims.practitioner).toMatchObject({
      id: USER.localId,
      identifier: [{ value: 'UNK' }, { value: 'UNK' }, { value: USER.localId }],
    });
  });

  test("of a consumer that says neither its name nor its software: its code, and the gateway's own", async () => {
    const { claims } = await identify(PERSON);

    expect(claims.organization).toMatchObject({ name: 'S55555' });
    expect(claims.device).toEqual(SETTINGS.device);
  });
});

describe('the word of the proxy', () => {
  test('is enough, though it has no name', async () => {
    expect(await identify(SMARTCARD)).toMatchObject({
      ...{ kind: 'proxy', isVerified: true, id: USER.sdsUserId },
      claims: {
        practitioner: {
          identifier: [{ value: USER.sdsUserId }, { value: USER.sdsRoleProfileId }, { value: USER.sdsUserId }],
          name: [{ family: 'UNK', given: ['UNK'] }],
        },
      },
    });
  });

  test.each([
    ['UNK', withIds('UNK', 'UNK')],
    ['the same', PERSON],
    ['nothing', person({ ...practitioner, identifier: [practitioner.identifier[2]] })],
  ])('fills in what the practitioner says as %s', async (_, headers) => {
    expect(await identify({ ...headers, ...SMARTCARD })).toMatchObject({
      ...{ kind: 'proxy', isVerified: true, id: USER.localId },
      ...{ sdsUserId: USER.sdsUserId, sdsRoleProfileId: USER.sdsRoleProfileId },
      claims: { practitioner: { name: [{ family: 'Sample' }] } },
    });
  });

  test("wins over the role's code", async () => {
    const headers = { ...person({ ...practitionerRole, identifier: [] }), ...SMARTCARD };
    expect(await identify(headers)).toMatchObject({ sdsRoleProfileId: USER.sdsRoleProfileId });
  });

  test.each([
    ['user', withIds(OTHER.userId, USER.sdsRoleProfileId), 'the SDS user id must be that of "cis2-uuid"'],
    ['role', withIds(USER.sdsUserId, OTHER.roleId), 'the role profile id must be that of "cis2-urid"'],
  ])('does not stand beside that of another %s', async (_, headers, what) => {
    expect(await failureOf({ ...headers, ...SMARTCARD })).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Invalid header "NHSD-Requesting-Practitioner": ${what}`,
    });
  });

  test('is not heard unless it is trusted', async () => {
    const untrusted = { proxyHeaders: undefined };
    expect(await identify({ ...withIds('UNK', 'UNK'), ...SMARTCARD }, untrusted)).toMatchObject({
      ...{ kind: 'header', sdsUserId: 'UNK', sdsRoleProfileId: 'UNK' },
    });
    expect(await failureOf({ 'cis2-uuid': [USER.sdsUserId] }, untrusted)).toMatchObject({
      kind: 'noAuthenticatedUser',
    });
    expect(await identify({ ...PERSON, 'cis2-uuid': ['malformed'] }, untrusted)).toMatchObject({ kind: 'header' });
  });

  test('comes in the headers that are set', async () => {
    const proxyHeaders = { userId: 'nhsd-identity-uuid', roleId: 'nhsd-session-urid' };
    const headers = { 'nhsd-identity-uuid': [OTHER.userId], 'nhsd-session-urid': [OTHER.roleId], 'cis2-uuid': ['x'] };
    expect(await identify(headers, { proxyHeaders })).toMatchObject({
      ...{ sdsUserId: OTHER.userId, sdsRoleProfileId: OTHER.roleId },
    });
  });

  test.each([
    ['cis2-uuid', ['12345678901'], 'must be one id of 12 digits'],
    ['cis2-uuid', [`${USER.sdsUserId}, ${USER.sdsUserId}`], 'must be one id of 12 digits'],
    ['cis2-urid', ['UNK'], 'must be one id of 12 digits'],
    ['cis2-urid', [USER.sdsRoleProfileId, USER.sdsRoleProfileId], 'must be given once'],
  ])('is refused when %s is %j', async (name, values, what) => {
    expect(await failureOf({ ...PERSON, [name]: values })).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: `Invalid header "${name}": ${what}`,
    });
  });

  test('is not spoken where its headers are blank, or name a role alone', async () => {
    expect(await identify({ ...PERSON, 'cis2-uuid': [' '], 'cis2-urid': [''] })).toMatchObject({ kind: 'header' });
    expect(await failureOf({ 'cis2-urid': [USER.sdsRoleProfileId] })).toMatchObject({ kind: 'noAuthenticatedUser' });
  });
});

describe('the word of a token', () => {
  test('is enough', async () => {
    expect(await identify(TOKEN, knowing())).toMatchObject({
      ...{ kind: 'token', isVerified: true, id: 'subject-1' },
      ...{ sdsUserId: USER.sdsUserId, sdsRoleProfileId: USER.sdsRoleProfileId },
      claims: { practitioner: { id: 'subject-1', name: [{ family: 'Tokened', given: ['Kim'] }] } },
    });
  });

  test('wins over the practitioner in a header: of another person nothing is used', async () => {
    const headers = { ...TOKEN, ...withIds(OTHER.userId, OTHER.roleId) };
    const nameless = knowing({ name: undefined, sdsRoleProfileId: undefined });

    expect((await identify(headers, nameless)).claims.practitioner).toEqual({
      resourceType: 'Practitioner',
      id: 'subject-1',
      identifier: [
        { system: SDS_USER, value: USER.sdsUserId },
        { system: SDS_ROLE, value: 'UNK' },
        { system: 'https://consumer.example/Id/user', value: 'subject-1' },
      ],
      name: [{ family: 'UNK', given: ['UNK'] }],
    });
  });

  test.each([
    ['by the SDS user id', TOKEN_USER.subject, withIds(USER.sdsUserId, OTHER.roleId)],
    ['by the local id', USER.localId, withIds('UNK', OTHER.roleId)],
  ])('is completed by a header about the same person, known %s, but for ids', async (_, subject, headers) => {
    const user = knowing({ subject, name: undefined, sdsRoleProfileId: undefined });

    expect(await identify({ ...TOKEN, ...headers }, user)).toMatchObject({
      ...{ id: subject, sdsUserId: USER.sdsUserId, sdsRoleProfileId: 'UNK' },
      claims: { practitioner: { name: [{ family: 'Sample' }] } },
    });
  });

  test('is completed by the proxy, where that is trusted', async () => {
    const user = knowing({ sdsUserId: undefined, sdsRoleProfileId: undefined });
    expect(await identify({ ...TOKEN, ...SMARTCARD }, user)).toMatchObject({
      ...{ kind: 'token', sdsUserId: USER.sdsUserId, sdsRoleProfileId: USER.sdsRoleProfileId },
    });
  });

  test('wins over the proxy where both know the role', async () => {
    const headers = { ...TOKEN, ...SMARTCARD, 'cis2-urid': [OTHER.roleId] };
    expect(await identify(headers, knowing())).toMatchObject({ sdsRoleProfileId: USER.sdsRoleProfileId });
  });

  test('does not stand beside that of a proxy about somebody else', async () => {
    expect(await failureOf({ ...TOKEN, 'cis2-uuid': [OTHER.userId] }, knowing())).toMatchObject({
      kind: 'invalidHeader',
      diagnostics: 'Invalid header "cis2-uuid": must be the user of the bearer token',
    });
  });

  test('that is refused ends the call, whoever else vouches for the person', async () => {
    const verifyToken = () => Promise.reject(invalidToken('no'));
    for (const isRequired of [true, false]) {
      const headers = { ...TOKEN, ...PERSON, ...SMARTCARD };
      expect(await failureOf(headers, { verifyToken, isRequired })).toMatchObject({ kind: 'invalidToken' });
    }
  });

  test('that comes twice is refused', async () => {
    expect(await failureOf({ authorization: ['Bearer a', 'Bearer b'] }, knowing())).toMatchObject({
      kind: 'invalidToken',
    });
  });

  test('is not heard where there is nothing to verify it by', async () => {
    expect(await identify({ ...TOKEN, ...PERSON })).toMatchObject({ kind: 'header' });
    expect(await failureOf(TOKEN)).toMatchObject({ kind: 'noAuthenticatedUser' });
  });
});

describe('nobody', () => {
  const NO_USER = {
    kind: 'noAuthenticatedUser',
    diagnostics: 'No authenticated user',
    row: { status: 401, issue: 'login', spineCode: 'ACCESS_DENIED' },
    headers: { 'WWW-Authenticate': 'Bearer' },
  };

  test('is served where a person is required', async () => {
    expect(await failureOf({})).toMatchObject(NO_USER);
    expect(await failureOf(org('S55555'))).toMatchObject(NO_USER);
    expect(await failureOf({}, knowing())).toMatchObject(NO_USER);
  });

  test('is a synthetic practitioner elsewhere, who is called so', async () => {
    expect(await identify({}, { isRequired: false })).toMatchObject({
      ...{ kind: 'synthetic', isVerified: false, id: 'synthetic-practitioner', organisation: 'S55555' },
      ...{ sdsUserId: 'UNK', sdsRoleProfileId: 'UNK' },
      claims: {
        practitioner: { id: 'synthetic-practitioner', name: [{ family: 'Synthetic', given: ['Practitioner'] }] },
      },
    });
  });

  test('hides behind a header that is malformed', async () => {
    const headers = { 'nhsd-requesting-practitioner': ['x'] };
    expect(await failureOf(headers, { isRequired: false })).toMatchObject({ kind: 'invalidHeader' });
  });
});

describe('who may not', () => {
  const forbidden = (diagnostics: string) => ({
    kind: 'userForbidden',
    diagnostics,
    row: { status: 403, issue: 'forbidden', spineCode: 'ACCESS_DENIED' },
  });

  test('is a user whose level of assurance is too low', async () => {
    expect(await failureOf(TOKEN, { ...knowing({ assuranceLevel: 2 }), assuranceLevel: 3 })).toMatchObject(
      forbidden("The user's assurance level must be at least AAL3"),
    );
    expect(await identify(TOKEN, { ...knowing(), assuranceLevel: 3 })).toMatchObject({ kind: 'token' });
    expect(await identify(TOKEN, knowing({ assuranceLevel: 0 }))).toMatchObject({ kind: 'token' });
  });

  test('is a person without a token where a level is asked for, and that is a person not known', async () => {
    const settings = { ...knowing(), assuranceLevel: 3 };
    expect(await failureOf({ ...PERSON, ...SMARTCARD }, settings)).toMatchObject({ kind: 'noAuthenticatedUser' });
    expect(await identify(PERSON, { ...settings, isRequired: false })).toMatchObject({ kind: 'header' });
  });

  test("is a user whose role is in another organisation than the consumer's", async () => {
    expect(await failureOf(TOKEN, knowing({ organisations: ['A11111'] }))).toMatchObject(
      forbidden("The organisation of ODS-from is not that of the user's role"),
    );
    expect(known).toMatchObject([{ kind: 'token', id: 'subject-1', organisation: 'S55555' }]);
    expect(await identify(TOKEN, knowing({ organisations: ['A11111', 'S55555'] }))).toMatchObject({ kind: 'token' });
  });

  test.each([true, false])(
    'is an organisation that is not that of ODS-from (person required: %s)',
    async (isRequired) => {
      expect(await failureOf({ ...PERSON, ...org('A11111') }, { isRequired })).toMatchObject(
        forbidden('NHSD-End-User-Organisation is not the organisation of ODS-from'),
      );
    },
  );

  test('is an organisation with a second code that is not that of ODS-from', async () => {
    const [code] = organisation.identifier;
    const two = { ...organisation, identifier: [code, { ...code, value: 'A11111' }] };
    const headers = { ...PERSON, 'nhsd-end-user-organisation': [identityHeader(two)] };
    expect(await failureOf(headers)).toMatchObject({ kind: 'userForbidden' });
  });
});
