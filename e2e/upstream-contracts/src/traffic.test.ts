import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SCENARIO_PATIENTS as PEOPLE } from '@cdg/test-data';
import { MALFORMED, WELL_FORMED_ROWS } from './scenario-rows.ts';
import { askForRecord } from './support/ask-for-record.ts';
import { accessToken, askForToken, askPds, signedAssertion } from './support/ask-pds.ts';
import { askProvider } from './support/ask-provider.ts';
import { askSds, type SdsSearch } from './support/ask-sds.ts';
import { changePatient, changeRecord, dialFault, reset } from './support/change-stub.ts';
import { DESCRIPTIONS } from './support/descriptions.ts';
import { EXAMPLE_PATIENT, structuredRecordParameters } from './support/example-patient.ts';
import { servicesAt, type Services } from './support/gateway-before.ts';
import type { MoreHeaders } from './support/headers.ts';
import { startProxiedFleet, violationsOf, type ProxiedFleet } from './support/proxied-fleet.ts';

jest.setTimeout(60_000);

let fleet: ProxiedFleet;
beforeAll(async () => {
  fleet = await startProxiedFleet({
    guard: (stubs) => ({
      pds: { description: DESCRIPTIONS.pds, upstream: stubs.pds },
      sds: { description: DESCRIPTIONS.sds, upstream: stubs.sds },
      provider: { description: DESCRIPTIONS.provider, upstream: stubs.provider },
    }),
    gatewayDescription: DESCRIPTIONS.gateway,
    services: servicesAt,
  });
});
afterAll(() => fleet.stop());

beforeEach(() => {
  fleet.takeTraffic();
});
const resetAll = () => Promise.all([fleet.stubs.pds, fleet.stubs.sds, fleet.stubs.provider].map(reset));

const ask = (nhsNumber: string) => askForRecord(fleet.urls.gateway, { nhsNumber });

describe('well-formed traffic keeps to every description, in both directions', () => {
  test.each(WELL_FORMED_ROWS)('$name: $status', async (row) => {
    const { status } = await askForRecord(fleet.urls.gateway, row);
    const traffic = fleet.takeTraffic();
    expect(violationsOf(traffic)).toEqual([]);
    expect(status).toBe(row.status);
    expect(traffic.gateway.map((exchange) => exchange.status)).toEqual([row.status]);
    expect(traffic.pds).not.toEqual([]);
    expect(traffic.provider.at(-1)?.status).toBe(row.fromPractice);
  });
});

describe('hostile traffic is reported', () => {
  afterEach(resetAll);

  test('the practice that answers HTML', async () => {
    const { status } = await ask(PEOPLE.providerAnswersHtml);
    expect(status).toBe(502);
    expect(violationsOf(fleet.takeTraffic()).join('\n')).toContain('media type "text/html; charset=utf-8"');
  });

  test('the record that is cut off: Prism waits for the rest, and lets nothing through', async () => {
    const { status } = await ask(PEOPLE.recordCutOff);
    expect(status).toBe(504);
    expect(fleet.takeTraffic().provider).toEqual([]);
  });

  test.each((['pds', 'sds', 'provider'] as const).flatMap((service) => MALFORMED.map((kind) => ({ service, kind }))))(
    '$service: $kind',
    async ({ service, kind }) => {
      await dialFault(fleet.stubs[service], { kind });
      const { status } = await ask(EXAMPLE_PATIENT);
      const { [service]: there, ...elsewhere } = fleet.takeTraffic();
      expect(status).toBe(502);
      expect(there.flatMap(({ violations }) => violations)).not.toEqual([]);
      expect(violationsOf(elsewhere)).toEqual([]);
    },
  );
});

describe('one violation is enough to be reported', () => {
  afterEach(resetAll);

  test('a member that PDS does not have', async () => {
    await changePatient(fleet.stubs.pds, EXAMPLE_PATIENT, { maritalStatus: { text: 'married' } });
    await ask(EXAMPLE_PATIENT);
    expect(violationsOf(fleet.takeTraffic())).toEqual([expect.stringMatching(/^pds: .*found 'maritalStatus'$/)]);
  });

  test('an ASID that is none: SDS gives it, and the gateway sends it on', async () => {
    await changeRecord(fleet.stubs.sds, 'accreditedSystems/A12345-0000001', { uniqueIdentifier: ['ASID-1'] });
    await ask(EXAMPLE_PATIENT);
    const violations = violationsOf(fleet.takeTraffic()).join('\n');
    expect(violations).toMatch(/^sds: .*resource\.identifier\.0\.value must match pattern/m);
  });

  test('an error without its profile, which the gateway passes on', async () => {
    const body = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] };
    const headers = { 'Content-Type': 'application/fhir+json;charset=utf-8', 'Cache-Control': 'no-store' };
    await dialFault(fleet.stubs.provider, { kind: 'status', status: 404, headers, body });
    await ask(EXAMPLE_PATIENT);
    expect(violationsOf(fleet.takeTraffic()).join('\n')).toMatch(/^provider: .*must have required property 'meta'$/m);
  });

  test('a status that is not described', async () => {
    await dialFault(fleet.stubs.sds, { kind: 'status', status: 418, body: {} });
    await ask(EXAMPLE_PATIENT);
    expect(violationsOf(fleet.takeTraffic()).join('\n')).toMatch(/^sds: .*Unable to match the returned status code/m);
  });

  test('a request of a consumer', async () => {
    await askForRecord(fleet.urls.gateway, { nhsNumber: EXAMPLE_PATIENT, odsFrom: 'no-code' });
    expect(violationsOf(fleet.takeTraffic())).toEqual([expect.stringMatching(/^gateway: .*ods-from/)]);
  });
});

describe('a request that breaks a description is reported', () => {
  let at: Services;
  let authorised: MoreHeaders;
  beforeAll(async () => {
    at = servicesAt(fleet.urls);
    authorised = { Authorization: `Bearer ${await accessToken(fleet.stubs.pds)}` };
  });

  const patient = (headers: MoreHeaders, id: string = EXAMPLE_PATIENT) =>
    askPds(at.pds, `/Patient/${id}`, { ...authorised, ...headers });
  const token = (fields: Record<string, string>, headers: MoreHeaders = {}) => askForToken(at.token, fields, headers);
  const device = (headers: MoreHeaders, search: Partial<SdsSearch> = {}) =>
    askSds(at.sds, { resource: 'Device', odsCode: 'A12345', ...search }, headers);
  const record = (headers: MoreHeaders, body = structuredRecordParameters(EXAMPLE_PATIENT)) =>
    askProvider(
      at.provider,
      {
        root: '/A12345/STU3/1/gpconnect/structured',
        path: 'Patient/$gpc.getstructuredrecord',
        interaction: 'fhir:operation:gpc.getstructuredrecord-1',
        scope: 'patient/*.read',
        body,
      },
      headers,
    );
  const partyKeyAlone: Partial<SdsSearch> = {
    interaction: false,
    more: [['identifier', 'https://fhir.nhs.uk/Id/nhsMhsPartyKey|A12345-0000001']],
  };
  const withCharset = { 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' };

  test('and one that keeps to it is not', async () => {
    const answers = [
      await patient({}),
      await token({ client_assertion: await signedAssertion(at.token) }),
      await device({}),
      await record({}),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(violationsOf(fleet.takeTraffic())).toEqual([]);
  });

  test.each<[string, RegExp, () => Promise<Response>]>([
    ['PDS: no request id', /x-request-id/, () => patient({ 'X-Request-ID': undefined })],
    ['PDS: no organisation', /nhsd-end-user-organisation-ods/, () => patient({ 'NHSD-End-User-Organisation-ODS': '' })],
    ['PDS: no token', /security/, () => patient({ Authorization: undefined })],
    ['PDS: nine digits', /path\.id/, () => patient({}, '999000006')],
    ['token: a charset', /content-type/, () => token({ client_assertion: 'a.b.c' }, withCharset)],
    ['token: no assertion', /client_assertion/, () => token({})],
    ['SDS: no key', /security/, () => device({ apikey: undefined })],
    ['SDS: anything accepted', /accept/, () => device({ Accept: '*/*' })],
    ['SDS: no interaction', /query\.identifier/, () => device({}, partyKeyAlone)],
    ['provider: no ASID', /ssp-to/, () => record({ 'Ssp-To': undefined })],
    ['provider: another interaction', /ssp-interactionid/, () => record({ 'Ssp-InteractionID': 'urn:nhs:names' })],
    ['provider: a signed token', /authorization/, () => record({ Authorization: 'Bearer e30.e30.c2ln' })],
    ['provider: no charset', /content-type/, () => record({ 'Content-Type': 'application/fhir+json' })],
    ['provider: nobody asked for', /body\.parameter/, () => record({}, { resourceType: 'Parameters', parameter: [] })],
  ])('%s', async (_, what, send) => {
    await send();
    expect(violationsOf(fleet.takeTraffic()).join('\n')).toMatch(what);
  });
});
