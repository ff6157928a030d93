import { once } from 'node:events';
import { IncomingMessage, request as openRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONFIDENTIALITY_SYSTEM, SYSTEMS } from '@cdg/fhir';
import { SSP_CODE_SYSTEM } from '@cdg/gp-connect';
import { UpstreamError, type CallContext } from '@cdg/http-client';
import { createLogger, listen, type RunningServer } from '@cdg/http-server';
import { IDENTITY_RESOURCES, identityHeader, SCENARIO_PATIENTS } from '@cdg/test-data';
import { errors } from 'jose';
import { z } from 'zod';
import { createApp } from '../app.ts';
import { createPipeline, type CallServices } from '../call/pipeline.ts';
import { createIdentification } from '../identity/identify-caller.ts';
import { KeysUnavailableError, type KeySet } from '../identity/key-set.ts';
import { createTokenVerifier } from '../identity/verify-token.ts';
import { createInFlight } from '../limits/in-flight.ts';
import { createRateLimit } from '../limits/rate-limit.ts';
import { answerRefusedRequests } from '../refused-requests.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import { keptAudit, WORKING_AUDIT } from '../testing/kept-audit.ts';
import { readApiDescription } from './api-description.ts';

const PATH = '/patient/$gpc.getstructuredrecord';
const MAX_HEADER_BYTES = 40_960;
/** Consumers who are turned away. */
const [OVER_ITS_LIMIT, TOO_MANY_AT_A_TIME] = ['OVERLIMIT', 'TOOMANY'];

/** Examples whose words are a provider's, or that only a whole fleet or another setting can provoke. */
const NOT_PROVOKED_HERE = [
  ...['PatientDissents', 'DuplicateRejected', 'PartMissing', 'PartsExclude'],
  ...['WrongPatient', 'SlowRequest', 'InternalError'],
];

const patient = {
  name: 'patientNHSNumber',
  valueIdentifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: SCENARIO_PATIENTS.fullRecord },
};
const identifier = patient.valueIdentifier;
const parameters = (...parameter: object[]) => JSON.stringify({ resourceType: 'Parameters', parameter });

const { organisation, practitioner } = IDENTITY_RESOURCES;
const [ODS_CODE] = organisation.identifier;
const PRACTITIONER = 'NHSD-Requesting-Practitioner';
/** Says by which key it was signed; it does not get as far as its signature. */
const tokenOf = (kid: string) =>
  `Bearer ${Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url')}.e30.eA`;

interface Question {
  readonly method?: string;
  readonly path?: string;
  /** Put over those of a good request; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
}

const PROVOKED_BY_THE_REQUEST: readonly (readonly [string, Question])[] = [
  ['EmptyBody', { body: '' }],
  ['NotJson', { body: '{"resourceType":' }],
  ['NameGivenTwice', { body: parameters(patient).replace('"value":', '"value":"1","value":') }],
  ['NotParameters', { body: JSON.stringify({ resourceType: 'Patient', parameter: [patient] }) }],
  ['ParameterWithoutName', { body: parameters({}) }],
  ['NhsNumberMissing', { body: parameters({ name: 'includeProblems' }) }],
  ['NhsNumberRepeated', { body: parameters(patient, patient) }],
  ['NhsNumberOfWrongType', { body: parameters({ name: patient.name, valueString: identifier.value }) }],
  ['WrongIdentifierSystem', { body: parameters({ ...patient, valueIdentifier: { ...identifier, system: 'urn:x' } }) }],
  ['InvalidNhsNumber', { body: parameters({ ...patient, valueIdentifier: { ...identifier, value: '9999999998' } }) }],
  ['TraceIdMissing', { headers: { 'Ssp-TraceID': undefined } }],
  ['TraceIdMalformed', { headers: { 'Ssp-TraceID': 'abc' } }],
  ['OdsFromMissing', { headers: { 'ODS-from': ' ' } }],
  ['OdsFromMalformed', { headers: { 'ODS-from': 'S5-55' } }],
  ['OverTheLimit', { headers: { 'ODS-from': OVER_ITS_LIMIT } }],
  ['GatewayFull', { headers: { 'ODS-from': TOO_MANY_AT_A_TIME } }],
  ['IdentityNotBase64', { headers: { 'NHSD-Requesting-Software': '{}' } }],
  ['IdentityIncomplete', { headers: { [PRACTITIONER]: identityHeader({ ...practitioner, name: undefined }) } }],
  ['IdentityOfAnotherUser', { headers: { 'cis2-uuid': '555000000001' } }],
  ['NoAuthenticatedUser', { headers: { [PRACTITIONER]: undefined } }],
  ['TokenMalformed', { headers: { Authorization: 'Bearer x' } }],
  ['TokenOfUnknownKey', { headers: { Authorization: tokenOf('unknown') } }],
  ['TokensNotVerifiable', { headers: { Authorization: tokenOf('unavailable') } }],
  [
    'OtherOrganisation',
    {
      headers: {
        'NHSD-End-User-Organisation': identityHeader({ ...organisation, identifier: [{ ...ODS_CODE, value: 'A1' }] }),
      },
    },
  ],
  ['UnknownPath', { path: '/patient/$gpc.nothing' }],
  ['PostOnly', { method: 'DELETE' }],
  ['GetOnly', { method: 'POST', path: '/health' }],
  ['XmlWanted', { headers: { Accept: 'application/fhir+xml' } }],
  ['XmlSent', { headers: { 'Content-Type': 'application/fhir+xml' } }],
  ['BodyCompressed', { headers: { 'Content-Encoding': 'gzip' } }],
  ['BodyTooLarge', { body: parameters(patient, { name: 'x'.repeat(65_536) }) }],
  ['HeadersOverTheLimit', { headers: { 'X-Padding': 'x'.repeat(MAX_HEADER_BYTES) } }],
];

type SdsClient = CallServices['sds'];
type DirectoryQuery = Parameters<SdsClient['findDevices']>[0];

/** The services behind the gateway: each answers well unless a row says otherwise. */
interface Upstreams {
  readonly pds: CallServices['pds']['getPatient'];
  readonly consumerDevices: SdsClient['findDevices'];
  readonly practiceDevices: SdsClient['findDevices'];
  readonly endpoints: SdsClient['findEndpoints'];
  readonly provider: CallServices['providers']['call'];
}

const answering =
  <Answer>(answer: Answer) =>
  () =>
    Promise.resolve(answer);
const failing = (upstream: string, details: ConstructorParameters<typeof UpstreamError>[1]) => () =>
  Promise.reject(new UpstreamError(upstream, details));

const registeredAt = (...odsCodes: string[]) =>
  answering({
    resourceType: 'Patient' as const,
    id: SCENARIO_PATIENTS.fullRecord,
    meta: { security: [{ system: CONFIDENTIALITY_SYSTEM, code: 'U' }] },
    generalPractitioner: odsCodes.map((value) => ({ identifier: { system: SYSTEMS.odsCode, value } })),
  });
const device = { asid: '918999198738', partyKey: 'A12345-0000001' };
const endpoint = { address: 'https://provider.example/A12345', partyKey: 'A12345-0000001' };
const withoutAsid = { ...device, asid: undefined };

const WELL: Upstreams = {
  pds: registeredAt('A12345'),
  consumerDevices: answering([device]),
  practiceDevices: answering([device]),
  endpoints: answering([endpoint]),
  provider: failing('Provider', { kind: 'network' }),
};

/** The Spine Secure Proxy refuses in words of its own. */
const refusedByProxy = (status: number, words: string) => {
  const coding = [{ system: SSP_CODE_SYSTEM, code: String(status), display: words }];
  const issue = [{ severity: 'error', code: 'forbidden', details: { coding }, diagnostics: words }];
  const body = Buffer.from(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
  return { provider: answering({ refusal: { status, header: () => 'application/fhir+json', body } }) };
};

const PROVOKED_BY_THE_SERVICES: readonly (readonly [string, Partial<Upstreams>, Question?])[] = [
  ['PatientNotFound', { pds: answering(undefined) }],
  ['NoCurrentPractice', { pds: registeredAt() }],
  ['PracticeNotInSds', { pds: registeredAt('T10001'), practiceDevices: answering([]), endpoints: answering([]) }],
  ['PracticeWithoutAsid', { pds: registeredAt('T10002'), practiceDevices: answering([withoutAsid]) }],
  ['PracticeWithoutEndpoint', { pds: registeredAt('T10003'), endpoints: answering([]) }],
  ['ConsumerNotInSds', { consumerDevices: answering([]) }, { headers: { 'ODS-from': 's99999' } }],
  ['ConsumerWithoutAsid', { consumerDevices: answering([withoutAsid]) }, { headers: { 'ODS-from': 'T10002' } }],
  ['SdsAmbiguous', { endpoints: answering([endpoint, { ...endpoint, address: 'https://other.example/A12345' }]) }],
  ['EndpointNotPermitted', { endpoints: answering([{ ...endpoint, address: 'http://provider.example/A12345' }]) }],
  ['PdsFailed', { pds: failing('PDS', { kind: 'network' }) }],
  ['SdsFailed', { practiceDevices: failing('SDS', { kind: 'schema', detail: 'not a search result' }) }],
  ['PdsThrottles', { pds: failing('PDS', { kind: 'status', status: 429 }) }],
  ['PdsTimedOut', { pds: failing('PDS', { kind: 'timeout' }) }],
  ['SdsTimedOut', { practiceDevices: failing('SDS', { kind: 'timeout' }) }],
  ['ProviderTimedOut', { provider: failing('Provider', { kind: 'timeout' }) }],
  ['NotAccredited', refusedByProxy(403, 'ASID_CHECK_FAILED_MESSAGESENDER_1')],
  ['NoSharingAgreement', refusedByProxy(403, 'FOT_CHECK_FAILED_MESSAGESENDER_1_MESSAGERECEIVER_2')],
  ['NotRegisteredAtEndpoint', refusedByProxy(400, 'ENDPOINT_a_CPAID_1_VARIES_FROM_TARGETURL_b')],
  ['UnreachableThroughSsp', refusedByProxy(502, 'ERROR_COMMUNICATING_TO_ENDPOINT_URL_a')],
  ['ProviderFailed', { provider: failing('Provider', { kind: 'status', status: 500 }) }],
];

const description = z
  .object({
    components: z.object({
      examples: z.record(z.string(), z.object({ value: z.looseObject({ resourceType: z.string().optional() }) })),
      responses: z.record(z.string(), z.unknown()),
    }),
    paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))),
  })
  .parse(readApiDescription());
const { examples, responses } = description.components;

/** The statuses under which an example stands. */
function statusesOf(example: string): number[] {
  const operations = Object.values(description.paths).flatMap((methods) => Object.values(methods));
  const rows = operations.flatMap((operation) => Object.entries(operation.responses));
  const shows = (response: string) => JSON.stringify(responses[response]).includes(`/examples/${example}"`);
  const names = Object.keys(responses).filter(shows);
  const isShown = (row: unknown) => names.some((name) => JSON.stringify(row).includes(`/responses/${name}"`));
  return [...new Set(rows.filter(([, row]) => isShown(row)).map(([status]) => Number(status)))];
}

let upstreams = WELL;
let server: RunningServer;

beforeAll(async () => {
  const sds = {
    upstream: 'SDS',
    findDevices: (query: DirectoryQuery, context: CallContext) =>
      upstreams[query.odsCode === consumerAsking ? 'consumerDevices' : 'practiceDevices'](query, context),
    findEndpoints: (query: DirectoryQuery, context: CallContext) => upstreams.endpoints(query, context),
  };
  const services: CallServices = {
    pds: { getPatient: (...query) => upstreams.pds(...query) },
    sds,
    providers: { call: (...call) => upstreams.provider(...call) },
    policy: { allowedHosts: ['example'], origin: undefined },
    identify,
    rateLimit: createRateLimit({
      perMinute: 1,
      count: (ods) => Promise.resolve({ requests: ods === OVER_ITS_LIMIT ? 2 : 1, remainingMs: 1_000 }),
      onLimited: () => undefined,
    }),
    ...WORKING_AUDIT,
    today: () => '2026-01-15',
  };
  const limits = {
    maxBodyBytes: 65_536,
    deadlineMs: 5_000,
    patientGuardBytes: 1_024,
    consumerIdleMs: 5_000,
    watchLength: () => () => undefined,
  };
  const full = createInFlight({ max: 0, onShed: () => undefined });
  const roomy = createInFlight({ max: 1_000, onShed: () => undefined });
  const app = createApp({
    pipeline: createPipeline(services, limits),
    inFlight: {
      enter: (res) => {
        (res.req.headers['ods-from'] === TOO_MANY_AT_A_TIME ? full : roomy).enter(res);
      },
    },
    logger: createLogger({ service: 'gateway', level: 'silent' }),
    metrics: createMetrics(),
    audit: keptAudit(),
    debug: false,
    version: 'unknown',
  });
  server = await listen(app, { host: '127.0.0.1', port: 0, maxHeaderBytes: MAX_HEADER_BYTES });
  answerRefusedRequests(server.server, { maxHeaderBytes: MAX_HEADER_BYTES, onRefused: () => undefined });
});

afterAll(async () => {
  await server.close(0);
});

let consumerAsking = 'S55555';

/** Finds no key, or does not get to ask for it. */
const keys: KeySet = ({ header }) =>
  Promise.reject(header.kid === 'unknown' ? new errors.JWKSNoMatchingKey() : new KeysUnavailableError('no'));

const identify = createIdentification({
  issuer: 'https://consumer.example',
  device: {
    resourceType: 'Device',
    identifier: [{ system: 'https://consumer.example/Id', value: '1' }],
    model: 'a model',
    version: '1',
  },
  isRequired: true,
  proxyHeaders: { userId: 'cis2-uuid', roleId: 'cis2-urid' },
  verifyToken: createTokenVerifier({
    keys,
    rules: { issuer: 'https://issuer.example', audience: 'gateway', algorithms: ['RS256'] },
    now: () => new Date(),
  }),
  assuranceLevel: undefined,
});

/** Asks the gateway; `node:http` because fetch sends neither blank nor oversized headers as they are. */
async function ask({ method = 'POST', path = PATH, headers = {}, body = parameters(patient) }: Question) {
  const sent: Record<string, string | undefined> = {
    'Content-Type': 'application/fhir+json',
    'Ssp-TraceID': '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11',
    'ODS-from': 'S55555',
    [PRACTITIONER]: identityHeader(practitioner),
    ...headers,
  };
  consumerAsking = sent['ODS-from']?.toUpperCase() ?? '';
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined));
  const call = openRequest(`${server.url}${path}`, { method, headers: given, agent: false });
  // A body that is refused unread may break off while it is being sent.
  call.on('error', () => undefined);
  call.end(body);
  const [answer] = z.tuple([z.instanceof(IncomingMessage)]).parse(await once(call, 'response'));
  return { status: answer.statusCode, contentType: answer.headers['content-type'], body: await json(answer) };
}

describe('the error examples of openapi.yaml are what the gateway answers', () => {
  test.each(PROVOKED_BY_THE_REQUEST)('%s', async (name, question) => {
    upstreams = WELL;
    const { status, contentType, body } = await ask(question);
    expect(body).toEqual(examples[name]?.value);
    expect(statusesOf(name)).toEqual([status]);
    expect(contentType).toBe('application/fhir+json');
  });

  test.each(PROVOKED_BY_THE_SERVICES)('%s', async (name, services, question = {}) => {
    upstreams = { ...WELL, ...services };
    const { status, body } = await ask(question);
    expect(body).toEqual(examples[name]?.value);
    expect(statusesOf(name)).toEqual([status]);
  });

  test('and none is forgotten', () => {
    const errors = Object.entries(examples).filter(([, { value }]) => value.resourceType === 'OperationOutcome');
    const provoked = [...PROVOKED_BY_THE_REQUEST, ...PROVOKED_BY_THE_SERVICES].map(([name]) => name);
    expect(errors.map(([name]) => name).sort()).toEqual([...provoked, ...NOT_PROVOKED_HERE].sort());
  });
});
