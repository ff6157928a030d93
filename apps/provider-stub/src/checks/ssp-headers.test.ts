import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parameters } from '../testing/parameters-body.ts';
import { refusalOf, resourcesOf } from '../testing/read-answer.ts';
import {
  OPERATION_PATH,
  ROOT_PATH,
  runProviderStub,
  TRACE_ID,
  type Call,
  type RunningProviderStub,
} from '../testing/run-provider-stub.ts';
import { sampleRecord } from '../testing/sample-record.ts';

const STRUCTURED = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
let stub: RunningProviderStub;

beforeAll(async () => {
  stub = await runProviderStub({ records: [sampleRecord()] });
});
afterAll(() => stub.close());

describe('a call that is in order', () => {
  test('is answered with a Bundle whose id is the trace id, letter by letter', async () => {
    const traceId = TRACE_ID.toUpperCase();
    const answer = await stub.call({ body: parameters(), headers: { 'Ssp-TraceID': traceId } });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ resourceType: 'Bundle', id: traceId, type: 'collection' });
  });

  test('finds header names in any case', async () => {
    const headers = { 'Ssp-TraceID': undefined, 'SSP-TRACEID': TRACE_ID };
    const answer = await stub.call({ body: parameters(), headers });
    expect(resourcesOf(answer)).not.toHaveLength(0);
  });
});

describe('the SSP headers', () => {
  test.each<[string, Call['headers'] & object, string]>([
    ['no trace id', { 'Ssp-TraceID': undefined }, 'Ssp-TraceID'],
    ['a blank trace id', { 'Ssp-TraceID': ' ' }, 'Ssp-TraceID'],
    ['a trace id that is no UUID', { 'Ssp-TraceID': 'trace-1' }, 'Ssp-TraceID'],
    ['two trace ids', { 'Ssp-TraceID': [TRACE_ID, TRACE_ID] }, 'Ssp-TraceID'],
    ['no sender', { 'Ssp-From': undefined }, 'Ssp-From'],
    ['a blank sender', { 'Ssp-From': '' }, 'Ssp-From'],
    ['no receiver', { 'Ssp-To': undefined }, 'Ssp-To'],
    ["another system's ASID as receiver", { 'Ssp-To': '918999198740' }, 'Ssp-To'],
    ['no interaction', { 'Ssp-InteractionID': undefined }, 'Ssp-InteractionID'],
    ['an unknown interaction', { 'Ssp-InteractionID': `${STRUCTURED}2` }, 'Ssp-InteractionID'],
    ['an interaction in another case', { 'Ssp-InteractionID': STRUCTURED.toUpperCase() }, 'Ssp-InteractionID'],
    [
      'an interaction of another path',
      { 'Ssp-InteractionID': 'urn:nhs:names:services:gpconnect:structured:fhir:rest:read:metadata-1' },
      'Ssp-InteractionID',
    ],
  ])('refuses %s with 400 BAD_REQUEST and names the header', async (_case, headers, named) => {
    const refusal = refusalOf(await stub.call({ body: parameters(), headers }));
    expect(refusal).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
    expect(refusal.diagnostics).toContain(named);
  });

  test('come before the token, the media type and the body', async () => {
    const headers = { 'Ssp-From': undefined, Authorization: undefined, 'Content-Type': 'text/plain' };
    expect(refusalOf(await stub.call({ headers })).diagnostics).toContain('Ssp-From');
  });
});

describe('verb and path', () => {
  test.each([
    ['GET', OPERATION_PATH],
    ['PUT', OPERATION_PATH],
    ['OPTIONS', OPERATION_PATH],
    ['POST', `${ROOT_PATH}/patient/$gpc.getstructuredrecord`],
    ['POST', `${ROOT_PATH}/Patient/$gpc.getStructuredRecord`],
    ['POST', `${ROOT_PATH}/Patient`],
    ['POST', OPERATION_PATH.replace('/structured', '')],
    ['POST', '/Patient/$gpc.getstructuredrecord'],
    ['POST', OPERATION_PATH.replace('STU3', 'stu3')],
  ])('%s %s does not fit the interaction: 400 BAD_REQUEST', async (method, path) => {
    const answer = await stub.call({ method, path, body: parameters() });
    expect(refusalOf(answer)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test('a percent-encoded dollar sign is the same path', async () => {
    const answer = await stub.call({ path: OPERATION_PATH.replace('$', '%24'), body: parameters() });
    expect(answer.status).toBe(200);
  });

  test('an unknown practice is 404 ORGANISATION_NOT_FOUND', async () => {
    const answer = await stub.call({ path: OPERATION_PATH.replace('A12345', 'Z99999'), body: parameters() });
    expect(refusalOf(answer)).toMatchObject({ status: 404, code: 'ORGANISATION_NOT_FOUND' });
  });

  test.each([
    ['POST', 'structured/Patient/$gpc.migratestructuredrecord', 'operation:gpc.migratestructuredrecord-1'],
    ['GET', 'Patient/1', 'rest:read:patient-1'],
  ])('%s %s is a published interaction that is not offered: 501', async (method, path, interaction) => {
    const headers = { 'Ssp-InteractionID': `urn:nhs:names:services:gpconnect:fhir:${interaction}` };
    const answer = await stub.call({ method, path: `/A12345/STU3/1/gpconnect/${path}`, headers });
    expect(refusalOf(answer)).toMatchObject({ status: 501, code: 'NOT_IMPLEMENTED' });
  });
});
