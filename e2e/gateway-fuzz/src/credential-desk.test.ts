import { SDS_STUB_API_KEY, PDS_STUB_API_KEY, PRACTICES } from '@cdg/test-data';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { openCredentialDesk, type CredentialDesk } from './credential-desk.ts';

const PROVIDER = 'http://127.0.0.1:9003';
let desk: CredentialDesk;

beforeAll(async () => {
  desk = await openCredentialDesk({ pds: 'http://127.0.0.1:1', provider: PROVIDER });
});

afterAll(() => desk.close());

const fetchFrom = (path: string) => fetch(`${desk.url}/${path}`);
const textOf = async (path: string) => (await fetchFrom(path)).text();

describe('the credential desk', () => {
  test('hands out the API key of SDS', async () => {
    expect(await textOf('sds')).toBe(SDS_STUB_API_KEY);
  });

  test('hands out an audit token for the address that is called', async () => {
    const path = '/{odsCode}/STU3/1/gpconnect/structured/Patient/$gpc.getstructuredrecord';
    const credential = await textOf(`provider?path=${encodeURIComponent(path)}`);

    expect(credential).toMatch(/^Bearer [\w-]+\.[\w-]+\.$/);
    expect(decodeJwt(credential.replace('Bearer ', ''))).toMatchObject({
      aud: `${PROVIDER}/${PRACTICES.main.odsCode}/STU3/1/gpconnect/structured`,
      requested_scope: 'patient/*.read',
    });
  });

  test('hands out an audit token for capability statements', async () => {
    const credential = await textOf('provider?path=/{odsCode}/STU3/1/gpconnect/metadata');

    expect(decodeJwt(credential.replace('Bearer ', ''))).toMatchObject({ requested_scope: 'organization/*.read' });
  });

  test('signs a new assertion each time', async () => {
    const [one, two] = [await textOf('client-assertion'), await textOf('client-assertion')];

    expect(decodeProtectedHeader(one)).toMatchObject({ alg: 'RS512' });
    expect(decodeJwt(one)).toMatchObject({ iss: PDS_STUB_API_KEY, aud: 'http://127.0.0.1:1/oauth2/token' });
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(two).jti);
  });

  test('answers 404 for what it has not, and 500 where PDS gives no token', async () => {
    expect((await fetchFrom('spine')).status).toBe(404);
    expect((await fetchFrom('pds')).status).toBe(500);
  });
});
