import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { gunzipSync } from 'node:zlib';
import { readXml } from '../stu3/xml.ts';
import { refusalOf } from '../testing/read-answer.ts';
import { ROOT_PATH, runProviderStub, type Call, type RunningProviderStub } from '../testing/run-provider-stub.ts';

const ROOTS = { structured: ROOT_PATH, foundations: ROOT_PATH.replace('/structured', '') };
const IDS = { structured: INTERACTIONS.structuredMetadata.id, foundations: INTERACTIONS.foundationsMetadata.id };
type Capability = keyof typeof ROOTS;
let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub();
});
afterAll(() => stub.close());

function ask(running: RunningProviderStub, capability: Capability, changes: Call = {}) {
  const headers = { 'Content-Type': undefined, [SSP_HEADERS.interactionId]: IDS[capability], ...changes.headers };
  const claims = {
    requested_scope: 'organization/*.read',
    aud: `${running.url}${ROOTS[capability]}`,
    ...changes.claims,
  };
  return running.call({ method: 'GET', path: `${ROOTS[capability]}/metadata`, ...changes, headers, claims });
}

describe('the capability statement', () => {
  test.each<[Capability, string, string, string]>([
    ['structured', 'GP Connect API - Access Record Structured', '1.16', '/CareConnect-GPC-Patient-1/_history/1.8'],
    ['foundations', 'GP Connect', '1.15', '/CareConnect-GPC-Patient-1'],
  ])('of %s tells version, formats, profiles and operation', async (...[capability, name, history, profile]) => {
    const answer = await ask(stub, capability);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    const statement: unknown = JSON.parse(answer.text);
    expect(statement).toMatchObject({
      resourceType: 'CapabilityStatement',
      name,
      version: '1.6.2',
      status: 'active',
      kind: 'capability',
      fhirVersion: '3.0.1',
      acceptUnknown: 'both',
      format: ['application/fhir+json', 'application/fhir+xml'],
      software: { name: expect.anything(), version: expect.anything(), releaseDate: expect.anything() },
      rest: [
        {
          mode: 'server',
          security: { cors: true },
          operation: [{ name: 'gpc.getstructuredrecord', definition: { reference: expect.stringContaining(history) } }],
        },
      ],
    });
    expect(answer.text).toContain(`StructureDefinition${profile}"`);
  });

  test('comes as XML and compressed', async () => {
    const headers = { Accept: 'application/fhir+xml', 'Accept-Encoding': 'gzip' };
    const answer = await ask(stub, 'structured', { headers });
    const plain = await ask(stub, 'structured');
    expect(readXml(gunzipSync(answer.bytes).toString('utf8'))).toEqual(JSON.parse(plain.text));
  });

  test.each<Capability>(['structured', 'foundations'])(
    'of %s needs its own scope and interaction',
    async (capability) => {
      const scope = await ask(stub, capability, { claims: { requested_scope: 'patient/*.read' } });
      expect(refusalOf(scope)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
      const other = IDS[capability === 'structured' ? 'foundations' : 'structured'];
      const interaction = await ask(stub, capability, { headers: { [SSP_HEADERS.interactionId]: other } });
      expect(refusalOf(interaction)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    },
  );

  test('is refused by a practice that has switched off GP Connect, but for Foundations', async () => {
    const off = await runProviderStub({ practice: { gpConnectEnabled: false } });
    const structured = await ask(off, 'structured');
    const foundations = await ask(off, 'foundations');
    await off.close();
    expect(refusalOf(structured)).toMatchObject({ status: 403, code: 'ACCESS DENIED' });
    expect(foundations.status).toBe(200);
  });

  test('is given by a practice that does not share records', async () => {
    const closed = await runProviderStub({ practice: { sharingAgreed: false } });
    const answer = await ask(closed, 'structured');
    await closed.close();
    expect(answer.status).toBe(200);
  });
});
