import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { IDENTITY_RESOURCES, identityHeader, SCENARIO_PATIENTS, USER } from '@cdg/test-data';
import { askFor, type Question } from './support/ask.ts';
import { startTestFleet, type TestFleet } from './support/fleet.ts';
import { startTokenIssuer, type TokenIssuer } from './support/token-issuer.ts';

const { organisation, practitioner, practitionerRole, software } = IDENTITY_RESOURCES;
const SMARTCARD = { 'cis2-uuid': USER.sdsUserId, 'cis2-urid': USER.sdsRoleProfileId };
const [, , LOCAL] = practitioner.identifier;
const person = (resource: object) => ({ 'NHSD-Requesting-Practitioner': identityHeader(resource) });

let issuer: TokenIssuer;
let open: TestFleet;
let strict: TestFleet;
beforeAll(async () => {
  issuer = await startTokenIssuer();
  open = await startTestFleet();
  strict = await startTestFleet({ ...issuer.settings, IDENTITY_REQUIRED: 'true', TRUST_PROXY_IDENTITY: 'true' });
});
afterAll(async () => {
  await Promise.all([open.stop(), strict.stop(), issuer.close()]);
});

const CALLERS: readonly (readonly [string, () => Promise<Question['headers']> | Question['headers']])[] = [
  ['a practitioner', () => person(practitioner)],
  ['a practitioner in a role', () => person(practitionerRole)],
  ['a practitioner without a smartcard', () => person({ ...practitioner, identifier: [LOCAL] })],
  ['somebody whom the proxy knows', () => SMARTCARD],
  ['somebody whom the proxy and the calling system know', () => ({ ...SMARTCARD, ...person(practitioner) })],
  ['somebody with a token', async () => ({ Authorization: await issuer.bearer({ sub: 'subject-1' }) })],
  [
    'somebody whose organisation and software are known, too',
    () => ({
      ...person(practitioner),
      'NHSD-End-User-Organisation': identityHeader(organisation),
      'NHSD-Requesting-Software': identityHeader(software),
    }),
  ],
];

test.each(CALLERS)('the practice takes the audit token of %s', async (_, headers) => {
  const { status, body } = await askFor(strict.urls.gateway, SCENARIO_PATIENTS.fullRecord, await headers());
  expect([status, status === 200 ? '' : body.toString()]).toEqual([200, '']);
});

test('the practice takes the audit token of the synthetic practitioner', async () => {
  expect((await askFor(open.urls.gateway, SCENARIO_PATIENTS.fullRecord)).status).toBe(200);
});
