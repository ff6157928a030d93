import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  askFor,
  clearJournal,
  errorOf,
  journalOf,
  openGateway,
  testWithOwnFleet,
  type Answer,
  type GatewayUnderTest,
} from '@cdg/gateway-under-test';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS as PEOPLE } from '@cdg/test-data';
import { z } from 'zod';

let under: GatewayUnderTest;
beforeAll(async () => {
  under = await openGateway();
});
afterAll(() => under.close());

const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  id: z.string(),
  entry: z.array(z.looseObject({ resource: z.looseObject({ resourceType: z.string(), id: z.string().optional() }) })),
});
const patientSchema = z.looseObject({ identifier: z.array(z.looseObject({ value: z.string() })) });

function recordIn({ body }: Answer) {
  const bundle = bundleSchema.parse(JSON.parse(body.toString('utf8')));
  const resources = bundle.entry.map(({ resource }) => resource);
  const patient = patientSchema.parse(resources.find(({ resourceType }) => resourceType === 'Patient'));
  return { id: bundle.id, types: new Set(resources.map(({ resourceType }) => resourceType)), resources, patient };
}

const ask = (nhsNumber: string, headers = {}) => askFor(under.gateway, nhsNumber, headers);

/** Asks, and answers besides what a stub was asked meanwhile; that is undefined where the stubs are out of reach. */
async function askWatching(stub: 'pds' | 'provider', nhsNumber: string, headers = {}) {
  const url = under.fleet?.urls[stub];
  if (url === undefined) return { answer: await ask(nhsNumber, headers), calls: undefined };
  await clearJournal(url);
  return { answer: await ask(nhsNumber, headers), calls: await journalOf(url) };
}

describe('a patient with a record', () => {
  test('Alice Jones: a realistic record of every clinical area, hundreds of entries', async () => {
    const traceId = randomUUID();
    const answer = await ask(PEOPLE.fullRecord, { 'Ssp-TraceID': traceId });
    const { id, types, resources, patient } = recordIn(answer);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/fhir+json;charset=utf-8');
    expect(id).toBe(traceId);
    expect(patient.identifier[0]?.value).toBe(PEOPLE.fullRecord);
    expect(resources.length).toBeGreaterThan(300);
    const areas = [
      'AllergyIntolerance',
      'MedicationStatement',
      'Encounter',
      'Condition',
      'Immunization',
      'Observation',
    ];
    expect([...types]).toEqual(
      expect.arrayContaining([...areas, 'DiagnosticReport', 'ReferralRequest', 'ProcedureRequest']),
    );
  });

  test.each([
    ['the survivor of a merger', PEOPLE.survivor],
    ['PDS fails twice, then recovers', PEOPLE.pdsRecovers],
    ['a practice with several systems', PEOPLE.severalSystems],
    ...Object.entries(CONFORMANCE_PATIENTS).filter(([name]) => !['notVerified', 'leftThePractice'].includes(name)),
  ])('%s (%s): 200 and that patient', async (_, nhsNumber) => {
    const answer = await ask(nhsNumber);
    expect(answer.status).toBe(200);
    expect(recordIn(answer).patient.identifier[0]?.value).toBe(nhsNumber);
  });

  testWithOwnFleet('a practice with several systems is called at its one complete pair', async () => {
    const { calls } = await askWatching('provider', PEOPLE.severalSystems);
    expect(calls?.[0]).toMatchObject({ headers: { 'ssp-to': '918999198740' } });
  });

  testWithOwnFleet('PDS sees the same X-Request-ID on every attempt', async () => {
    const requestId = randomUUID();
    const { calls } = await askWatching('pds', PEOPLE.pdsRecovers, { 'X-Request-ID': requestId });
    const reads = calls?.filter(({ path }) => path.includes('/Patient/'));
    expect(reads?.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(reads?.map(({ headers }) => headers['x-request-id'])).toEqual([requestId, requestId, requestId]);
  });

  test.each([
    ['about 5 MB', PEOPLE.record5MB, 5_000_000],
    ['about 50 MB', PEOPLE.record50MB, 50_000_000],
  ])('a record of %s arrives whole', async (_, nhsNumber, bytes) => {
    const answer = await ask(nhsNumber);
    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.body.byteLength / bytes).toBeCloseTo(1, 0);
    expect(recordIn(answer).resources.length).toBeGreaterThan(1_000);
  });

  test('gzip is passed on to a consumer that takes it, and is the same record', async () => {
    const headers = { 'Ssp-TraceID': randomUUID() };
    const plain = await ask(CONFORMANCE_PATIENTS.everyArea, headers);
    const gzip = await ask(CONFORMANCE_PATIENTS.everyArea, { ...headers, 'Accept-Encoding': 'gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(gzip.headers['content-encoding']).toBe('gzip');
    const [one, other] = [recordIn(plain), recordIn({ ...gzip, body: gunzipSync(gzip.body) })];
    expect(other.resources.length).toBe(one.resources.length);
  });
});

describe('a patient who is not found', () => {
  test.each([
    ['invalidated in PDS', PEOPLE.invalidatedInPds],
    ['restricted in PDS', PEOPLE.restrictedA],
    ['restricted in PDS', PEOPLE.restrictedB],
    ['superseded', PEOPLE.superseded],
    ['unknown to PDS', PEOPLE.neverExists],
  ])('%s (%s): the same 404, and neither SDS nor the practice learns of it', async (_, nhsNumber) => {
    const { answer, calls = [] } = await askWatching('provider', nhsNumber);
    expect(errorOf(answer)).toMatchObject({
      status: 404,
      issue: 'not-found',
      spineCode: 'PATIENT_NOT_FOUND',
      diagnostics: 'Patient not found',
    });
    expect(calls).toEqual([]);
  });

  test('nobody learns which: the bodies are identical', async () => {
    const numbers = [PEOPLE.invalidatedInPds, PEOPLE.restrictedA, PEOPLE.superseded, PEOPLE.neverExists];
    const bodies = await Promise.all(numbers.map(async (number) => (await ask(number)).body.toString()));
    expect(new Set(bodies).size).toBe(1);
  });

  test.each([
    ['PDS knows no practice', PEOPLE.noPractice],
    ['the registration has ended', PEOPLE.registrationEnded],
  ])('%s (%s): 404 without a current practice', async (_, nhsNumber) => {
    expect(errorOf(await ask(nhsNumber))).toMatchObject({
      status: 404,
      spineCode: 'PATIENT_NOT_FOUND',
      diagnostics: 'PDS patient did not contain a current provider ODS code',
    });
  });
});

describe('an organisation that SDS does not have', () => {
  test.each([
    [PEOPLE.practiceNotInSds, 'No SDS org found for provider ODS code T10001'],
    [PEOPLE.practiceWithBlankAsid, 'SDS result for provider ODS code T10002 did not contain a current ASID'],
    [PEOPLE.practiceWithoutEndpoint, 'SDS result for provider ODS code T10003 did not contain a current endpoint'],
  ])('%s: %s', async (nhsNumber, diagnostics) => {
    const error = errorOf(await ask(nhsNumber));
    expect(error).toMatchObject({ status: 404, issue: 'not-found', spineCode: 'ORGANISATION_NOT_FOUND', diagnostics });
  });

  test.each([
    ['X99999', 'No SDS org found for consumer ODS code X99999'],
    ['T10002', 'SDS result for consumer ODS code T10002 did not contain a current ASID'],
  ])('consumer %s: %s', async (odsCode, diagnostics) => {
    const error = errorOf(await ask(PEOPLE.fullRecord, { 'ODS-from': odsCode }));
    expect(error).toMatchObject({ status: 404, spineCode: 'ORGANISATION_NOT_FOUND', diagnostics });
  });

  testWithOwnFleet('the consumer CONSUMER is served under its own ASID', async () => {
    const { answer, calls } = await askWatching('provider', PEOPLE.fullRecord, { 'ODS-from': 'consumer' });
    expect(answer.status).toBe(200);
    expect(calls?.[0]).toMatchObject({ headers: { 'ssp-from': '200000000360' } });
  });

  test('the practice is named before the consumer, PDS before both', async () => {
    const unknown = { 'ODS-from': 'X99999' };
    expect(errorOf(await ask(PEOPLE.practiceNotInSds, unknown)).diagnostics).toContain('provider');
    expect(errorOf(await ask(PEOPLE.neverExists, unknown)).diagnostics).toBe('Patient not found');
    expect(errorOf(await ask(PEOPLE.providerFails, unknown)).diagnostics).toContain('consumer');
  });
});

describe("the practice's own refusals are passed through", () => {
  test.each([
    { why: 'dead for 14 days, the registration still open', nhsNumber: PEOPLE.recentlyDeceased },
    { why: 'unknown to the practice', nhsNumber: PEOPLE.unknownToProvider },
    { why: 'not verified at the practice', nhsNumber: CONFORMANCE_PATIENTS.notVerified },
    { why: 'left the practice', nhsNumber: CONFORMANCE_PATIENTS.leftThePractice },
    { why: 'dissent from sharing', nhsNumber: PEOPLE.dissent, status: 403, code: 'NO_PATIENT_CONSENT' },
  ])('$why: $nhsNumber', async ({ nhsNumber, status = 404, code = 'PATIENT_NOT_FOUND' }) => {
    const { answer, calls = [{ status }] } = await askWatching('provider', nhsNumber);
    expect(answer.status).toBe(status);
    expect(answer.body.toString()).toContain(`"${code}"`);
    expect(calls.map((call) => call.status)).toEqual([status]);
  });
});

describe('a practice that misbehaves', () => {
  test("another patient's record: 502, and not a byte of it", async () => {
    const answer = await ask(PEOPLE.wrongPatientReturned);
    expect(errorOf(answer)).toMatchObject({
      status: 502,
      issue: 'security',
      spineCode: 'INTERNAL_SERVER_ERROR',
      diagnostics: 'Provider response did not match the request',
    });
  });

  test('no answer: 504 after its time limits', async () => {
    const error = errorOf(await ask(PEOPLE.providerNeverAnswers));
    expect(error).toMatchObject({ status: 504, issue: 'timeout', diagnostics: 'Provider request timed out' });
  });

  test('a record cut off in the middle: 200 begins, and its connection is cut', async () => {
    const answer = await ask(PEOPLE.recordCutOff);
    expect(answer).toMatchObject({ status: 200, cut: true });
    expect(answer.body.byteLength).toBeGreaterThan(0);
  });

  test('HTML: 502', async () => {
    const error = errorOf(await ask(PEOPLE.providerAnswersHtml));
    expect(error).toMatchObject({ status: 502, issue: 'exception', spineCode: 'INTERNAL_SERVER_ERROR' });
    expect(error.diagnostics).toMatch(/^Provider request failed: /);
  });

  test('500: 502', async () => {
    const error = errorOf(await ask(PEOPLE.providerFails));
    expect(error).toMatchObject({ status: 502, diagnostics: 'Provider request failed: Internal Server Error' });
  });

  test('PDS that always throttles: 503, with the time to wait', async () => {
    const answer = await ask(PEOPLE.pdsAlwaysThrottles);
    expect(errorOf(answer)).toMatchObject({ status: 503, issue: 'transient' });
    expect(errorOf(answer).diagnostics).toContain('PDS');
    expect(answer.headers['retry-after']).toMatch(/^\d+$/);
  });
});
