import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { INTERACTIONS, SSP_HEADERS } from '@cdg/gp-connect';
import { CONSUMERS, PRACTICES, SDS_STUB_API_KEY } from '@cdg/test-data';
import {
  cutAfter,
  hang,
  reset,
  respond,
  respondInChunks,
  startScriptedUpstream,
  type Answer,
  type ScriptedUpstream,
} from '@cdg/test-kit';
import { gunzipSync } from 'node:zlib';

import { ALLERGIES, parameters } from '../testing/parameters-body.ts';
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

const SSP_SYSTEM = 'http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0';
const PARTY_KEY = PRACTICES.main.partyKey;
const CPA_ID = 'S1234A000001';

/** What SDS holds in a test; the tests change it. */
interface Registered {
  addresses: string[];
  receivers: string[];
  senders: string[];
}
let registered: Registered;
let sds: ScriptedUpstream;
let elsewhere: ScriptedUpstream;
let stub: RunningProviderStub;

beforeAll(async () => {
  sds = await startScriptedUpstream();
  elsewhere = await startScriptedUpstream();
  const practice = { noSharingAgreementWith: [CONSUMERS.second.asid] };
  stub = await runProviderStub({ records: [sampleRecord()], practice, sdsUrl: () => sds.url });
  settle();
});
afterEach(settle);
afterAll(() => Promise.all([stub.close(), sds.close(), elsewhere.close()]));

function settle(): void {
  const receivers = [PRACTICES.main.asid];
  registered = {
    addresses: [`${stub.url}${ROOT_PATH}`],
    receivers,
    senders: [CONSUMERS.main.asid, CONSUMERS.second.asid],
  };
  sds.script(directory);
}

/** SDS as far as the proxy asks it. */
const directory: Answer = (exchange) => {
  const url = new URL(exchange.request.path, sds.url);
  const ofPractice = url.searchParams.get('organization')?.endsWith(`|${PRACTICES.main.odsCode}`) === true;
  const found = url.pathname.endsWith('/Endpoint')
    ? endpoints()
    : devices(ofPractice ? registered.receivers : registered.senders);
  const body = JSON.stringify({ resourceType: 'Bundle', entry: found.map((resource) => ({ resource })) });
  return respond({ headers: { 'Content-Type': 'application/fhir+json' }, body })(exchange);
};

const endpoints = () =>
  registered.addresses.map((address) => ({
    address,
    identifier: [
      { system: 'https://fhir.nhs.uk/Id/nhsMhsPartyKey', value: PARTY_KEY },
      { system: 'https://fhir.nhs.uk/Id/nhsMhsCPAId', value: CPA_ID },
    ],
  }));
const devices = (asids: readonly string[]) =>
  asids.map((value) => ({ identifier: [{ system: 'https://fhir.nhs.uk/Id/nhsSpineASID', value }] }));

/** A call through the proxy; the target is the practice's operation unless told. */
const through = (call: Call = {}, target = `${stub.url}${OPERATION_PATH}`) =>
  stub.call({ body: parameters(ALLERGIES), ...call, path: `/ssp/${target}` });

/** Registers another provider for the practice, and answers with a call to it. */
function throughTo(answer: Answer, call: Call = {}) {
  elsewhere.script(answer);
  registered.addresses = [`${elsewhere.url}${ROOT_PATH}`];
  return through(call, `${elsewhere.url}${OPERATION_PATH}`);
}

describe('a call that is in order', () => {
  test('reaches the practice and comes back', async () => {
    const answer = await through();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/fhir+json;charset=utf-8');
    expect(resourcesOf(answer)[0]).toMatchObject({ resourceType: 'Patient' });
  });

  test('is checked against SDS by organisation and interaction, with the key', async () => {
    const before = sds.requests.length;
    await through();
    const asked = sds.requests.slice(before);
    expect(asked).toHaveLength(3);
    for (const { header, path } of asked) {
      expect(header('apikey')).toBe(SDS_STUB_API_KEY);
      expect(header('accept')).toBe('application/fhir+json');
      expect(decodeURIComponent(path)).toContain(INTERACTIONS.getStructuredRecord.id);
    }
    const questions = asked.map(({ path }) =>
      decodeURIComponent(path).replace(/.*R4\/(\w+)\?organization=[^|]*\|(\w+)&.*/, '$1 $2'),
    );
    expect(questions.toSorted()).toEqual(['Device A12345', 'Device S55555', 'Endpoint A12345']);
    expect(asked.map(({ path }) => decodeURIComponent(path)).filter((path) => path.includes(PARTY_KEY))).toHaveLength(
      1,
    );
  });

  test('is passed on byte for byte, with its query and headers, and says that it was', async () => {
    elsewhere.script(respond({ body: '{}' }));
    registered.addresses = [`${elsewhere.url}${ROOT_PATH}`];
    const target = `${elsewhere.url}${OPERATION_PATH}?_format=application/fhir%2Bjson&x=a|b//c`;
    const body = '{ "resourceType" : "Parameters" , "é": 1.10 }';
    await through({ body, headers: { 'X-Custom': 'kept', Connection: 'close' } }, target);
    const received = elsewhere.requests.at(-1);
    expect(received?.method).toBe('POST');
    expect(received?.path).toBe(target.slice(elsewhere.url.length));
    expect(received?.body.toString('utf8')).toBe(body);
    expect(received?.header('X-Custom')).toBe('kept');
    expect(received?.header('Ssp-TraceID')).toBe(TRACE_ID);
    expect(received?.header('Content-Type')).toBe('application/fhir+json');
    expect(received?.header('Authorization')).toMatch(/^Bearer /);
    expect(received?.header('Host')).toBe(new URL(elsewhere.url).host);
    expect(received?.header('Forwarded')).toMatch(/^for="127\.0\.0\.1";host="127\.0\.0\.1:\d+";proto=http$/);
  });

  test('brings back status, headers and body of the provider untouched', async () => {
    const headers = { 'Content-Type': 'text/odd', 'X-Provider': 'yes', 'Cache-Control': 'no-store' };
    const answer = await throughTo(respond({ status: 418, headers, body: 'short and stout' }));
    expect({ status: answer.status, text: answer.text }).toEqual({ status: 418, text: 'short and stout' });
    expect(answer.headers).toMatchObject({ 'content-type': 'text/odd', 'x-provider': 'yes', 'content-length': '15' });
  });

  test('brings back a compressed answer compressed', async () => {
    const answer = await through({ headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(answer.bytes).toString('utf8'))).toMatchObject({ id: TRACE_ID });
  });

  test("brings back the provider's own refusals in the provider's words", async () => {
    const answer = await through({ body: parameters({ name: 'includeAllergies' }) });
    expect(refusalOf(answer)).toMatchObject({ status: 422, code: 'INVALID_PARAMETER' });
  });
});

describe('a call that the proxy refuses', () => {
  interface Refused {
    readonly call?: Call;
    readonly target?: () => string;
    readonly directory?: () => Partial<Registered>;
    readonly status: number;
    readonly issue: string;
    readonly text: () => string;
  }
  const sender = CONSUMERS.main.asid;
  const receiver = PRACTICES.main.asid;
  const senderFailed = (asid: string) => ({
    status: 403,
    issue: 'forbidden',
    text: () => `ASID_CHECK_FAILED_MESSAGESENDER_${asid}`,
  });
  const receiverFailed = (asid: string) => ({
    status: 403,
    issue: 'forbidden',
    text: () => `PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_${asid}`,
  });
  const varies = (target: () => string) => ({
    target,
    status: 400,
    issue: 'invalid',
    text: () => `ENDPOINT_${stub.url}${ROOT_PATH}_CPAID_${CPA_ID}_VARIES_FROM_TARGETURL_${target()}`,
  });

  test.each<[string, Refused]>([
    ['a sender SDS does not know', { directory: () => ({ senders: [] }), ...senderFailed(sender) }],
    [
      "another organisation's ASID",
      { call: { headers: { [SSP_HEADERS.from]: '200000000999' } }, ...senderFailed('200000000999') },
    ],
    ['no token to tell the organisation', { call: { headers: { Authorization: undefined } }, ...senderFailed(sender) }],
    [
      'a token without an organisation',
      { call: { claims: { requesting_organization: undefined } }, ...senderFailed(sender) },
    ],
    ['no interaction', { call: { headers: { [SSP_HEADERS.interactionId]: undefined } }, ...senderFailed(sender) }],
    ['a receiver without an endpoint', { directory: () => ({ addresses: [] }), ...receiverFailed(receiver) }],
    ['a receiver with a blank endpoint', { directory: () => ({ addresses: [''] }), ...receiverFailed(receiver) }],
    ['a receiver that is not accredited', { directory: () => ({ receivers: [] }), ...receiverFailed(receiver) }],
    ["another receiver's ASID", { call: { headers: { [SSP_HEADERS.to]: '1' } }, ...receiverFailed('1') }],
    ['a target without an organisation', { target: () => 'http://127.0.0.1/', ...receiverFailed(receiver) }],
    ['another host', varies(() => `${stub.url.replace('127.0.0.1', 'localhost')}${OPERATION_PATH}`)],
    ['another case', varies(() => `${stub.url}${OPERATION_PATH.replace('gpconnect', 'GPConnect')}`)],
    ['a root that goes on', varies(() => `${stub.url}${OPERATION_PATH.replace('structured', 'structured2')}`)],
    [
      'no sharing agreement',
      {
        call: { headers: { [SSP_HEADERS.from]: CONSUMERS.second.asid } },
        status: 403,
        issue: 'forbidden',
        text: () => `FOT_CHECK_FAILED_MESSAGESENDER_${CONSUMERS.second.asid}_MESSAGERECEIVER_${receiver}`,
      },
    ],
    [
      'an image',
      {
        call: { headers: { 'Content-Type': 'image/png' } },
        status: 415,
        issue: 'not-supported',
        text: () => 'Unsupported_Media_Type',
      },
    ],
  ])('%s', async (_case, { call, target, directory: changes, status, issue, text }) => {
    registered = { ...registered, ...changes?.() };
    const answer = await through(call, target?.());
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/fhir+json;charset=utf-8');
    expect(JSON.parse(answer.text)).toEqual({
      resourceType: 'OperationOutcome',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      issue: [
        {
          severity: 'error',
          code: issue,
          details: { coding: [{ system: SSP_SYSTEM, code: String(status), display: text() }] },
          diagnostics: text(),
        },
      ],
    });
  });

  test.each(['DELETE', 'PATCH', 'OPTIONS'])('%s, in words of its own', async (method) => {
    const answer = await through({ method });
    expect(answer.status).toBe(405);
    expect(JSON.parse(answer.text)).toMatchObject({
      issue: [
        {
          severity: 'fatal',
          code: 'forbidden',
          details: {
            coding: [
              {
                system: 'https://fhir.nhs.uk/StructureDefinition/spine-operationoutcome-1',
                code: '405',
                display: '405: Method Not Allowed',
              },
            ],
          },
        },
      ],
    });
    expect(answer.text).not.toContain('diagnostics');
  });

  test('never reaches the provider', async () => {
    elsewhere.script(respond());
    const before = elsewhere.requests.length;
    await through({ headers: { [SSP_HEADERS.from]: '1' } }, `${elsewhere.url}${OPERATION_PATH}`);
    expect(elsewhere.requests).toHaveLength(before);
  });
});

describe('trouble behind the proxy', () => {
  const target = () => `${elsewhere.url}${OPERATION_PATH}`;

  test('a provider that resets the connection: 502', async () => {
    const refusal = refusalOf(await throughTo(reset()));
    expect(refusal).toEqual({
      status: 502,
      code: '502',
      diagnostics: `ERROR_COMMUNICATING_TO_ENDPOINT_URL_${target()}`,
    });
  });

  test('a provider that does not listen: 502', async () => {
    const gone = await startScriptedUpstream();
    await gone.close();
    registered.addresses = [`${gone.url}${ROOT_PATH}`];
    expect(refusalOf(await through({}, `${gone.url}${OPERATION_PATH}`))).toMatchObject({ status: 502, code: '502' });
  });

  test('a provider that never answers: 504', async () => {
    const impatient = await runProviderStub({ sdsUrl: () => sds.url, sspTimeoutMs: 50 });
    elsewhere.script(hang());
    registered.addresses = [`${elsewhere.url}${ROOT_PATH}`];
    const answer = await impatient.call({ body: parameters(ALLERGIES), path: `/ssp/${target()}` });
    await impatient.close();
    expect(refusalOf(answer)).toMatchObject({ status: 504, code: '504' });
  });

  test('an answer that is cut is seen cut', async () => {
    const answer = await throughTo(cutAfter(5, { body: '{"resourceType":"Bundle"}' }));
    expect({ status: answer.status, cut: answer.cut }).toEqual({ status: 200, cut: true });
  });

  test('an answer in chunks that ends early is seen cut', async () => {
    async function* chunks(): AsyncGenerator<string> {
      yield await Promise.resolve('{"resourceType":');
      throw new Error('the provider stumbles');
    }
    const answer = await throughTo(respondInChunks(chunks()));
    expect({ text: answer.text, cut: answer.cut }).toEqual({ text: '{"resourceType":', cut: true });
  });

  test.each<[string, Answer]>([
    ['answers with an error', respond({ status: 500, body: 'no' })],
    ['does not answer with a Bundle', respond({ body: '[]' })],
    ['resets the connection', reset()],
  ])('an SDS that %s: 503', async (_case, answer) => {
    sds.script(answer);
    expect(refusalOf(await through())).toMatchObject({ status: 503, code: '503' });
  });
});
