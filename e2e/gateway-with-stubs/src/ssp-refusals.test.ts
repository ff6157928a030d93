import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondJson, type Answer } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { endpointFound, recordSent, searchset } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const SSP_SYSTEM = 'http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0';
const ADDRESS = 'https://gp.example.test/A12345';
const MOVED = 'https://moved.example.test/A12345';
const PATH = '/Patient/$gpc.getstructuredrecord';

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
});
beforeEach(async () => {
  services.script({ endpoint: endpointFound(ADDRESS) });
  // A cache of its own for each test: these refusals are about what stands in it.
  gateway = await startLoneGateway({
    ...services.settings,
    SSP_URL: `${services.provider.url}/ssp`,
    PROVIDER_ALLOWED_HOSTS: 'example.test',
    SDS_CACHE_TTL_MS: '300000',
  });
  expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
});
afterEach(() => gateway.stop());
afterAll(() => services.close());

const outcome = (status: number, words: string, system = SSP_SYSTEM) => ({
  resourceType: 'OperationOutcome',
  id: 'b2f5d5f1-8d5c-4b1c-8d57-8e5c6a8f0c11',
  issue: [
    {
      ...{ severity: 'error', code: 'forbidden', diagnostics: words },
      details: { coding: [{ system, code: String(status), display: words }] },
    },
  ],
});
const refuse = (status: number, words: string) => respondJson(outcome(status, words), { status });

const SENDER = refuse(403, 'ASID_CHECK_FAILED_MESSAGESENDER_200000000359');
const SHARING = refuse(403, 'FOT_CHECK_FAILED_MESSAGESENDER_200000000359_MESSAGERECEIVER_918999198738');
const RECEIVER = refuse(403, 'PARTYKEY_INTERACTION_CHECK_FAILED_MESSAGERECEIVER_918999198738');
const VARIES = refuse(400, `ENDPOINT_${MOVED}_CPAID_S1_VARIES_FROM_TARGETURL_${ADDRESS}`);
const UNREACHABLE = refuse(502, `ERROR_COMMUNICATING_TO_ENDPOINT_URL_${ADDRESS}`);

const forbidden = (spineCode: string, diagnostics: string) => ({
  ...serverError(403, 'forbidden', diagnostics),
  spineCode,
});
const NOT_ACCREDITED = forbidden('ACCESS DENIED', "The consumer's system is not accredited for this interaction");
const NO_AGREEMENT = forbidden('NO_ORGANISATION_CONSENT', 'No data sharing agreement between consumer and provider');
const NOT_REGISTERED = serverError(
  502,
  'exception',
  'Provider is not registered for this interaction at this endpoint',
);
const NOT_REACHED = serverError(502, 'transient', 'Provider unreachable through the Spine Secure Proxy');

const pathsAsked = () => services.asked('provider').map(({ path }) => path);
const lookUps = (what: 'endpoint' | 'device' | 'consumerDevice') =>
  services.asked(what).map((request) => request.header('Cache-Control'));

describe('a refusal of the Spine Secure Proxy', () => {
  const failed = (words: string) => serverError(502, 'exception', `Provider request failed: ${words}`);

  test.each([
    { what: 'the sender is not accredited', provider: SENDER, error: NOT_ACCREDITED },
    { what: 'there is no sharing agreement', provider: SHARING, error: NO_AGREEMENT },
    { what: 'the provider cannot be reached', provider: UNREACHABLE, error: NOT_REACHED, calls: 3 },
    { what: 'a check that nobody knows', provider: refuse(403, 'NEW_CHECK_1'), error: failed('Forbidden') },
    {
      what: 'the media type',
      provider: refuse(415, 'Unsupported_Media_Type'),
      error: failed('Unsupported Media Type'),
    },
  ])('is told in words of our own: $what', async ({ provider, error, calls = 1 }) => {
    services.script({ provider });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(error);
    expect(answer.body.toString()).not.toMatch(/200000000359|918999198738|CHECK|example\.test/);
    expect(pathsAsked()).toEqual(Array.from({ length: calls }, () => `/ssp/${ADDRESS}${PATH}`));
    expect(lookUps('endpoint')).toEqual([]);
  });

  test('is read as gzip, and as plain JSON, too', async () => {
    const body = JSON.stringify(outcome(403, 'ASID_CHECK_FAILED_MESSAGESENDER_1'));
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    services.script({ provider: respond({ status: 403, headers, body: gzipSync(body) }) });

    expect(errorOf(await askFor(gateway.url, PATIENT, { 'Accept-Encoding': 'gzip' }))).toEqual(NOT_ACCREDITED);
  });

  test('is known by its coding system alone: a provider may use such words of its own', async () => {
    const own = outcome(403, 'ASID_CHECK_FAILED_MESSAGESENDER_1', 'https://gp.example.test/own-codes');
    services.script({ provider: respondJson(own, { status: 403 }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer).toMatchObject({ status: 403, body: Buffer.from(JSON.stringify(own)) });
  });
});

describe('where the proxy says that the system of the practice has moved', () => {
  const twice = (refusal: Answer): [Answer, Answer] => [refusal, recordSent];

  test.each([
    ['the endpoint varies', VARIES],
    ['the receiver is not registered', RECEIVER],
  ])('SDS is asked past every cache, and the new address called: %s', async (_, refusal) => {
    services.script({ endpoint: endpointFound(MOVED), provider: twice(refusal) });

    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    expect(pathsAsked()).toEqual([`/ssp/${ADDRESS}${PATH}`, `/ssp/${MOVED}${PATH}`]);
    expect(lookUps('endpoint')).toEqual(['no-cache']);
    expect(lookUps('device')).toEqual(['no-cache']);
    expect(lookUps('consumerDevice')).toEqual([]);

    services.script();
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
    expect(pathsAsked()).toEqual([`/ssp/${MOVED}${PATH}`]);
    expect(lookUps('endpoint')).toEqual([]);
  });

  test.each([
    ['the endpoint varies', VARIES],
    ['the receiver is not registered', RECEIVER],
  ])('once, and no more: %s', async (_, provider) => {
    services.script({ endpoint: endpointFound(ADDRESS), provider });

    expect(errorOf(await askFor(gateway.url, PATIENT))).toEqual(NOT_REGISTERED);
    expect(pathsAsked()).toHaveLength(2);
    expect(lookUps('endpoint')).toEqual(['no-cache']);
  });

  test('the new address is held to the same policy', async () => {
    services.script({ endpoint: endpointFound('https://evil.example.org/A12345'), provider: twice(VARIES) });

    const error = errorOf(await askFor(gateway.url, PATIENT));

    expect(error).toEqual(serverError(502, 'security', 'Provider endpoint is not permitted'));
    expect(pathsAsked()).toHaveLength(1);
  });

  test('what SDS says now counts, also when it has nothing, or fails', async () => {
    services.script({ endpoint: respond({ status: 500 }), provider: VARIES });
    expect(errorOf(await askFor(gateway.url, PATIENT))).toEqual(
      serverError(502, 'exception', 'SDS FHIR API request failed: Internal Server Error'),
    );

    services.script({ endpoint: respondJson(searchset()), provider: VARIES });
    expect(errorOf(await askFor(gateway.url, PATIENT))).toMatchObject({
      status: 404,
      diagnostics: 'SDS result for provider ODS code A12345 did not contain a current endpoint',
    });
  });
});
