import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFleet, type Fleet } from '@cdg/serve-fleet';
import { SCENARIO_PATIENTS as PEOPLE } from '@cdg/test-data';
import { accessToken, askForToken, askPds, signedAssertion } from './support/ask-pds.ts';
import { askProvider } from './support/ask-provider.ts';
import { askSds, type SdsSearch } from './support/ask-sds.ts';
import { changeRecord, reset } from './support/change-stub.ts';
import { describedAnswers } from './support/described-answers.ts';
import { DESCRIPTIONS } from './support/descriptions.ts';
import { EXAMPLE_PATIENT, structuredRecordParameters } from './support/example-patient.ts';
import { PDS_BASE, SDS_BASE, TOKEN_PATH } from './support/gateway-before.ts';
import type { MoreHeaders } from './support/headers.ts';
import { withoutWhatChanges } from './support/without-what-changes.ts';

let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ anyFreePorts: true, onLine: () => undefined });
}, 60_000);
afterAll(() => fleet.stop());

async function patient(nhsNumber: string, headers: MoreHeaders = {}): Promise<Response> {
  const Authorization = `Bearer ${await accessToken(fleet.urls.pds)}`;
  return askPds(`${fleet.urls.pds}${PDS_BASE}`, `/Patient/${nhsNumber}`, { Authorization, ...headers });
}

const tokenUrl = () => `${fleet.urls.pds}${TOKEN_PATH}`;
const token = (client_assertion: string, more: Record<string, string> = {}, headers: MoreHeaders = {}) =>
  askForToken(tokenUrl(), { client_assertion, ...more }, headers);
const assertion = (subject?: string) => signedAssertion(tokenUrl(), subject);
const forged = async () => `${(await assertion()).split('.').slice(0, 2).join('.')}.c2lnbmF0dXJl`;

const sds = (search: SdsSearch, headers: MoreHeaders = {}) => askSds(`${fleet.urls.sds}${SDS_BASE}`, search, headers);

const practiceDevice = () => sds({ resource: 'Device', odsCode: 'A12345' });

const STRUCTURED = '/A12345/STU3/1/gpconnect/structured';
interface RecordAsked {
  readonly root?: string;
  readonly body?: object;
  readonly headers?: MoreHeaders;
}
const record = (nhsNumber: string, { root = STRUCTURED, body, headers }: RecordAsked = {}) =>
  askProvider(
    fleet.urls.provider,
    {
      root,
      path: 'Patient/$gpc.getstructuredrecord',
      interaction: 'fhir:operation:gpc.getstructuredrecord-1',
      scope: 'patient/*.read',
      body: body ?? structuredRecordParameters(nhsNumber),
    },
    headers,
  );
const capability = (root: string, interaction: string) =>
  askProvider(fleet.urls.provider, { root, path: 'metadata', interaction, scope: 'organization/*.read' });
const structuredCapability = () => capability(STRUCTURED, 'structured:fhir:rest:read:metadata-1');

interface Change {
  readonly stub: 'sds' | 'provider';
  /** Path of a record below the stub's data. */
  readonly record: string;
  readonly to: object;
}
const OFF: Change = { stub: 'provider', record: 'practices/A12345', to: { structuredEnabled: false } };
const AMBIGUOUS: Change = {
  stub: 'sds',
  record: 'accreditedSystems/A12345-0000001',
  to: { uniqueIdentifier: ['918999198738', '918999198740'] },
};

/** Asks while a stub's data are other than usual. */
async function whileChanged({ stub, record, to }: Change, ask: () => Promise<Response>): Promise<Response> {
  await changeRecord(fleet.urls[stub], record, to);
  return ask().finally(() => reset(fleet.urls[stub]));
}

/** How each example of a description comes about at our stub. */
const GIVEN: Readonly<Record<keyof Omit<typeof DESCRIPTIONS, 'gateway'>, Record<string, () => Promise<Response>>>> = {
  pds: {
    registered: () => patient(EXAMPLE_PATIENT),
    restricted: () => patient(PEOPLE.restrictedA),
    withoutPractice: () => patient(PEOPLE.noPractice),
    invalidNhsNumber: () => patient('9999999990'),
    requestIdMissing: () => patient(EXAMPLE_PATIENT, { 'X-Request-ID': undefined }),
    requestIdInvalid: () => patient(EXAMPLE_PATIENT, { 'X-Request-ID': '1234' }),
    tokenMissing: () => patient(EXAMPLE_PATIENT, { Authorization: undefined }),
    tokenUnknown: () => patient(EXAMPLE_PATIENT, { Authorization: 'Bearer unknown' }),
    unknown: () => patient(PEOPLE.neverExists),
    invalidated: () => patient(PEOPLE.invalidatedInPds),
    quotaExceeded: () => patient(PEOPLE.pdsAlwaysThrottles),
    failed: () => patient(PEOPLE.pdsRecovers),
    granted: async () => token(await assertion()),
    assertionMalformed: () => token('a.b.c'),
    grantTypeUnsupported: () => token('a.b.c', { grant_type: 'password' }),
    unknownApplication: async () => token(await assertion('another')),
    wrongSignature: async () => token(await forged()),
    notAForm: () => token('a.b.c', {}, { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' }),
  },
  sds: {
    practiceDevice,
    deviceWithoutAsid: () => sds({ resource: 'Device', odsCode: 'T10002' }),
    noDevice: () => sds({ resource: 'Device', odsCode: 'T10001' }),
    practiceEndpoint: () => sds({ resource: 'Endpoint', odsCode: 'A12345' }),
    severalEndpoints: () => sds({ resource: 'Endpoint', odsCode: 'T10004' }),
    noEndpoint: () => sds({ resource: 'Endpoint', odsCode: 'T10003' }),
    organisationMissing: () => sds({ resource: 'Device' }),
    unknownParameter: () => sds({ resource: 'Endpoint', odsCode: 'A12345', more: [['foo', '1']] }),
    correlationIdInvalid: () => sds({ resource: 'Device', odsCode: 'A12345' }, { 'X-Correlation-Id': '1234' }),
    xmlWanted: () => sds({ resource: 'Device', odsCode: 'A12345' }, { Accept: 'application/fhir+xml' }),
    failed: () => whileChanged(AMBIGUOUS, practiceDevice),
    keyUnknown: () => sds({ resource: 'Device', odsCode: 'A12345' }, { apikey: randomUUID() }),
  },
  provider: {
    allergies: () => record(EXAMPLE_PATIENT),
    wrongAsid: () => record(EXAMPLE_PATIENT, { headers: { 'Ssp-To': '918999198740' } }),
    invalidNhsNumber: () => record('9999999990'),
    wrongIdentifierSystem: () =>
      record('', { body: structuredRecordParameters(EXAMPLE_PATIENT, { system: 'https://fhir.nhs.uk/Id/other' }) }),
    dissent: () => record(PEOPLE.dissent),
    switchedOff: () => whileChanged(OFF, structuredCapability),
    patient: () => record(PEOPLE.unknownToProvider),
    practice: () => record(EXAMPLE_PATIENT, { root: '/X99999/STU3/1/gpconnect/structured' }),
    htmlWanted: () => record(EXAMPLE_PATIENT, { headers: { Accept: 'text/html' } }),
    partMissing: () => record('', { body: structuredRecordParameters(EXAMPLE_PATIENT, { part: [] }) }),
    notParameters: () =>
      record('', { body: { ...structuredRecordParameters(EXAMPLE_PATIENT), resourceType: 'Bundle' } }),
    failed: () => record(PEOPLE.providerFails),
    structured: structuredCapability,
    combined: () => capability('/A12345/STU3/1/gpconnect', 'fhir:rest:read:metadata-1'),
  },
};

/** What our stubs cannot be brought to say, but by a dialled fault that says nothing of them. */
const ONLY_DESCRIBED: Readonly<Record<string, readonly string[]>> = { pds: ['noKeyRegistered', 'tokenFailed'] };

describe.each(['pds', 'sds', 'provider'] as const)('the examples of %s', (name) => {
  const described = Map.groupBy(describedAnswers(DESCRIPTIONS[name]), ({ example }) => example);
  const given = Object.entries(GIVEN[name]);

  test('are all held to the stub', () => {
    expect([...given.map(([example]) => example), ...(ONLY_DESCRIBED[name] ?? [])].sort()).toEqual(
      [...described.keys()].sort(),
    );
  });

  test.each(given)('%s is what the stub answers', async (example, ask) => {
    const answers = described.get(example) ?? [];
    const response = await ask();
    expect(answers.map(({ status }) => status)).toContain(response.status);
    const bodies = answers.map(({ contentType, body }) => ({ contentType, body: withoutWhatChanges(body) }));
    const contentType = response.headers.get('content-type');
    const answered = { contentType, body: withoutWhatChanges(await response.json()) };
    expect(bodies).toEqual(bodies.map(() => answered));
  });
});
