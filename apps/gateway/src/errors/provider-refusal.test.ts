import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { SPINE_CODE_SYSTEM, SSP_CODE_SYSTEM } from '@cdg/gp-connect';
import { readRefusal, refusalAsError } from './provider-refusal.ts';

const MAX_PLAIN_BYTES = 1_048_576;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const outcome = (code: string, system: string = SPINE_CODE_SYSTEM) =>
  JSON.stringify({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'x', details: { coding: [{ system, code }] } }],
  });

async function sort({ status, headers = FHIR, body = outcome('OTHER') }: Answer) {
  const refusal = { status, header: (name: string) => headers[name.toLowerCase()], body: Buffer.from(body) };
  const read = await readRefusal(refusal);
  return { error: refusalAsError(status, read), plain: read.plain };
}

const FHIR: Readonly<Record<string, string>> = { 'content-type': 'application/fhir+json' };

describe('a refusal about the request or the patient is passed on', () => {
  test.each([
    [403, 'NO_PATIENT_CONSENT'],
    [404, 'PATIENT_NOT_FOUND'],
    [409, 'DUPLICATE_REJECTED'],
    [422, 'INVALID_PARAMETER'],
    [400, 'INVALID_NHS_NUMBER'],
    [403, 'BAD_REQUEST'],
  ])('%i %s', async (status, code) => {
    const body = outcome(code);
    await expect(sort({ status, body })).resolves.toEqual({ error: undefined, plain: Buffer.from(body) });
  });

  test.each([
    'application/fhir+json;charset=utf-8',
    'application/json+fhir',
    'application/json',
    'Application/FHIR+JSON',
  ])('as %s', async (contentType) => {
    const { error } = await sort({ status: 404, headers: { 'content-type': contentType } });
    expect(error).toBeUndefined();
  });

  test.each(['gzip', 'x-gzip', ' GZIP '])('inflated to be read, when it is %s', async (coding) => {
    const body = outcome('PATIENT_NOT_FOUND');
    const headers = { 'content-type': 'application/fhir+json', 'content-encoding': coding };
    await expect(sort({ status: 404, headers, body: gzipSync(body) })).resolves.toEqual({
      error: undefined,
      plain: Buffer.from(body),
    });
  });

  test('without any coding', async () => {
    const body = JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'x' }] });
    expect((await sort({ status: 404, body })).error).toBeUndefined();
  });
});

describe("a refusal that is the gateway's own business is a 502", () => {
  test.each([
    [400, 'Bad Request', outcome('BAD_REQUEST')],
    [401, 'Unauthorized', outcome('ACCESS_DENIED')],
    [405, 'Method Not Allowed', outcome('BAD_REQUEST')],
    [406, 'Not Acceptable', outcome('BAD_REQUEST')],
    [408, 'Request Timeout', outcome('OTHER')],
    [410, 'Gone', outcome('OTHER')],
    [415, 'Unsupported Media Type', outcome('BAD_REQUEST')],
    [302, 'Found', ''],
    [500, 'Internal Server Error', outcome('INTERNAL_SERVER_ERROR')],
    [501, 'Not Implemented', outcome('NOT_IMPLEMENTED')],
    [444, 'status 444', ''],
  ])('%i', async (status, reason, body) => {
    expect((await sort({ status, body })).error).toMatchObject({
      kind: 'upstreamFailed',
      diagnostics: `Provider request failed: ${reason}`,
    });
  });

  test('502, which may pass', async () => {
    expect((await sort({ status: 502 })).error).toMatchObject({
      kind: 'upstreamUnavailable',
      diagnostics: 'Provider request failed: Bad Gateway',
    });
  });

  test.each([
    ['from the proxy, in words that nobody knows', { body: sspOutcome('NEW_CHECK_FAILED') }],
    ['from the proxy, without words', { body: outcome('403', SSP_CODE_SYSTEM) }],
    ['as HTML', { headers: { 'content-type': 'text/html' }, body: '<html></html>' }],
    ['as an OperationOutcome that says it is text', { headers: { 'content-type': 'text/plain' } }],
    ['without a media type', { headers: {} }],
    ['as another resource', { body: '{"resourceType":"Patient"}' }],
    ['as an OperationOutcome without issues', { body: '{"resourceType":"OperationOutcome","issue":[]}' }],
    ['as broken JSON', { body: '{"resourceType":"OperationOutcome"' }],
    ['without a body', { body: '' }],
    ['in a coding that nobody asked for', gzipped(outcome('OTHER'), 'br')],
    ['as gzip that is none', { ...gzipped('', 'gzip'), body: outcome('OTHER') }],
    ['as gzip that is cut off', { ...gzipped('', 'gzip'), body: gzipSync(outcome('OTHER')).subarray(0, -9) }],
    ['as gzip that expands beyond the limit', gzipped(outcome('OTHER') + ' '.repeat(MAX_PLAIN_BYTES), 'gzip')],
  ])('403 %s', async (_, answer) => {
    expect((await sort({ status: 403, ...answer })).error).toMatchObject({
      kind: 'upstreamFailed',
      diagnostics: 'Provider request failed: Forbidden',
    });
  });
});

describe("the proxy's reasons are told in words of our own", () => {
  const ADDRESS = 'https://gp.example.test/A12345';

  test.each([
    [
      400,
      `ENDPOINT_${ADDRESS}_CPAID_S1_VARIES_FROM_TARGETURL_${ADDRESS}/b`,
      [502, 'exception', 'Provider is not registered for this interaction at this endpoint'],
    ],
    [
      403,
      'PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_918999198738',
      [502, 'exception', 'Provider is not registered for this interaction at this endpoint'],
    ],
    [
      403,
      'ASID_CHECK_FAILED_MESSAGESENDER_200000000359',
      [403, 'forbidden', "The consumer's system is not accredited for this interaction"],
    ],
    [
      403,
      'FOT_CHECK_FAILED_MESSAGESENDER_200000000359_MESSAGERECEIVER_918999198738',
      [403, 'forbidden', 'No data sharing agreement between consumer and provider'],
    ],
    [
      502,
      `ERROR_COMMUNICATING_TO_ENDPOINT_URL_${ADDRESS}`,
      [502, 'transient', 'Provider unreachable through the Spine Secure Proxy'],
    ],
  ])('%i %s', async (status, words, expected) => {
    const { error } = await sort({ status, body: sspOutcome(words) });
    expect([error?.row.status, error?.row.issue, error?.diagnostics]).toEqual(expected);
  });

  test.each([
    ['by another system', sspOutcome('ASID_CHECK_FAILED_MESSAGESENDER_1', SPINE_CODE_SYSTEM)],
    ['by none', sspOutcome('ASID_CHECK_FAILED_MESSAGESENDER_1', '')],
  ])("unless they are given %s: then they are the provider's", async (_, body) => {
    expect((await sort({ status: 403, body })).error).toBeUndefined();
  });
});

function sspOutcome(words: string, system: string = SSP_CODE_SYSTEM): string {
  const coding = [{ system, code: '403', display: words }];
  const issue = [{ severity: 'error', code: 'forbidden', details: { coding }, diagnostics: words }];
  return JSON.stringify({ resourceType: 'OperationOutcome', id: '1', issue });
}

function gzipped(body: string, coding: string) {
  return {
    headers: { 'content-type': 'application/fhir+json', 'content-encoding': coding },
    body: gzipSync(body),
  };
}
