import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DEVICE,
  ORGANIZATION,
  PRACTITIONER,
  unsigned,
  usualClaims,
  type ClaimChanges,
} from '../testing/audit-token.ts';
import { parameters } from '../testing/parameters-body.ts';
import { refusalOf } from '../testing/read-answer.ts';
import { NOW, ROOT_PATH, runProviderStub, type RunningProviderStub } from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';

const PUBLIC_URL = 'https://provider.example';
const SECONDS = NOW.getTime() / 1000;
let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub({ records: [sampleRecord()], publicUrl: PUBLIC_URL });
});
afterAll(() => stub.close());

const withToken = (authorization: string | undefined) =>
  stub.call({ body: parameters(), headers: { Authorization: authorization } });
const withClaims = (claims: ClaimChanges) => stub.call({ body: parameters(), claims });
const claims = () => usualClaims({ audience: `${stub.url}${ROOT_PATH}`, issued: NOW });

describe('the form of the token', () => {
  const header = { alg: 'none', typ: 'JWT' };
  test.each<[string, () => string | undefined]>([
    ['no header', () => undefined],
    ['another scheme', () => `Basic ${unsigned(header, claims())}`],
    ['no token', () => 'Bearer'],
    ['two parts', () => `Bearer ${unsigned(header, claims()).slice(0, -1)}`],
    ['four parts', () => `Bearer ${unsigned(header, claims())}.`],
    ['a signature', () => `Bearer ${unsigned(header, claims())}c2ln`],
    ['padding', () => `Bearer ${Buffer.from('{"alg":"none","typ":"JWT"} ').toString('base64')}.e30.`],
    ['a part that is no JSON', () => `Bearer ${unsigned(header, claims()).split('.')[0] ?? ''}.bm9uZQ.`],
    ['a payload that is no object', () => `Bearer ${unsigned(header, [1])}`],
    ['a signed algorithm', () => `Bearer ${unsigned({ alg: 'RS512', typ: 'JWT' }, claims())}`],
    ['no type', () => `Bearer ${unsigned({ alg: 'none' }, claims())}`],
  ])('%s: 400 BAD_REQUEST', async (_case, authorization) => {
    expect(refusalOf(await withToken(authorization()))).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test.each(Object.keys(usualClaims({ audience: '', issued: NOW })))(
    'claim %s must be there and not empty',
    async (name) => {
      const empty = name.startsWith('requesting_') ? {} : '';
      for (const value of [undefined, null, empty, [], true]) {
        const refusal = refusalOf(await withClaims({ [name]: value }));
        expect(refusal).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
        expect(refusal.diagnostics).toContain(name);
      }
    },
  );

  test('times are whole numbers', async () => {
    expect((await withClaims({ iat: String(SECONDS) })).status).toBe(400);
    expect((await withClaims({ exp: SECONDS + 300.5 })).status).toBe(400);
  });
});

describe('the claims', () => {
  test.each<[string, ClaimChanges]>([
    ['a life of 299 seconds', { exp: SECONDS + 299 }],
    ['a life of 301 seconds', { exp: SECONDS + 301 }],
    ['expired this second', { iat: SECONDS - 300, exp: SECONDS }],
    ['a clock 600 seconds slow', { iat: SECONDS - 600, exp: SECONDS - 300 }],
    ['migration', { reason_for_request: 'migration' }],
    ['secondary use', { reason_for_request: 'secondaryuses' }],
    ['an unknown scope', { requested_scope: 'patient/*.everything' }],
    ['the scope of another endpoint', { requested_scope: 'organization/*.read' }],
    ['the right to write', { requested_scope: 'patient/*.write' }],
    ['confidential data', { requested_scope: 'patient/*.read conf/R' }],
    ['a third word in the scope', { requested_scope: 'patient/*.read conf/N conf/N' }],
    ['another user', { sub: 'usr-43' }],
    ['another audience', { aud: 'https://other.example' }],
    ['the audience with the operation', { aud: `${PUBLIC_URL}${ROOT_PATH}/Patient/$gpc.getstructuredrecord` }],
    ['an issuer that is no URL', { iss: 'consumer' }],
    ['a practitioner where a device belongs', { requesting_device: PRACTITIONER }],
    ['a patient where a practitioner belongs', { requesting_practitioner: { resourceType: 'Patient', id: 'usr-42' } }],
    ['a device without a model', { requesting_device: { ...DEVICE, model: undefined } }],
    [
      'an organisation without an ODS code',
      { requesting_organization: { ...ORGANIZATION, identifier: DEVICE.identifier } },
    ],
    ['a practitioner without a name', { requesting_practitioner: { ...PRACTITIONER, name: undefined } }],
    ['a practitioner without an id', { requesting_practitioner: { ...PRACTITIONER, id: undefined } }],
    [
      'a practitioner without an SDS user id',
      { requesting_practitioner: { ...PRACTITIONER, identifier: PRACTITIONER.identifier.slice(1) } },
    ],
  ])('%s: 400 BAD_REQUEST', async (_case, changes) => {
    expect(refusalOf(await withClaims(changes))).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test.each<[string, ClaimChanges]>([
    ['an empty list', { requesting_organization: { ...ORGANIZATION, identifier: [] } }],
    ['an element the device does not have', { requesting_device: { ...DEVICE, colour: 'blue' } }],
    ['a list where one value belongs', { requesting_organization: { ...ORGANIZATION, name: ['Clinic'] } }],
    ['a text where an object belongs', { requesting_practitioner: { ...PRACTITIONER, name: ['Sample'] } }],
    ['a resource type that does not exist', { requesting_practitioner: { ...PRACTITIONER, resourceType: 'Doctor' } }],
    ['no resource type', { requesting_organization: { ...ORGANIZATION, resourceType: undefined } }],
  ])('%s: 422 INVALID_RESOURCE', async (_case, changes) => {
    expect(refusalOf(await withClaims(changes))).toMatchObject({ status: 422, code: 'INVALID_RESOURCE' });
  });

  test.each<[string, ClaimChanges]>([
    ['a clock 200 seconds fast', { iat: SECONDS + 200, exp: SECONDS + 500 }],
    ['the last second', { iat: SECONDS - 299, exp: SECONDS + 1 }],
    ['normal confidentiality', { requested_scope: 'patient/*.read conf/N' }],
    ['the public address as audience', { aud: `${PUBLIC_URL}${ROOT_PATH}` }],
    [
      'neither role profile nor local id',
      { requesting_practitioner: { ...PRACTITIONER, identifier: PRACTITIONER.identifier.slice(0, 1) } },
    ],
  ])('%s is fine', async (_case, changes) => {
    expect((await withClaims(changes)).status).toBe(200);
  });
});
