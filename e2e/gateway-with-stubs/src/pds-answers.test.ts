import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondJson } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { pdsPatient, registration } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const OTHER = SCENARIO_PATIENTS.survivor;
const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));

/** A day in the United Kingdom, this many days from today. */
const day = (offset: number) =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', dateStyle: 'short' }).format(
    Date.now() + offset * 86_400_000,
  );
const [YEAR, MONTH] = [day(0).slice(0, 4), day(0).slice(0, 7)];
const [LAST_YEAR, NEXT_YEAR] = [String(Number(YEAR) - 1), String(Number(YEAR) + 1)];

async function askAbout(members: object) {
  services.script({ patient: respondJson(pdsPatient(PATIENT, members)) });
  return askFor(gateway.url, PATIENT);
}

const notFound = (diagnostics: string) => ({
  ...serverError(404, 'not-found', diagnostics),
  spineCode: 'PATIENT_NOT_FOUND',
});
const NOBODY = notFound('Patient not found');
const NO_PRACTICE = notFound('PDS patient did not contain a current provider ODS code');

const security = (...labels: readonly object[]) => ({ meta: { versionId: '1', security: labels } });
const label = (code: string, system = CONFIDENTIALITY) => ({ system, code });

describe('a patient whom nobody may know of', () => {
  test.each<[string, object]>([
    ['superseded by another', { id: OTHER }],
    ['restricted', security(label('R'))],
    ['very restricted', security(label('V'))],
    ['redacted', security(label('REDACTED'))],
    ['labelled in lower case', security(label('u'))],
    ['labelled twice', security(label('U'), label('R'))],
    ['labelled in another system', security(label('U', 'urn:local'))],
    ['labelled with nothing', security()],
    ['without labels', { meta: { versionId: '1' } }],
    ['without meta', { meta: undefined }],
    ['restricted, without a practice', { ...security(label('R')), generalPractitioner: undefined }],
  ])('is not found: %s', async (_, members) => {
    expect(errorOf(await askAbout(members))).toEqual(NOBODY);
    expect(services.asked('endpoint')).toEqual([]);
    expect(services.asked('provider')).toEqual([]);
  });

  const refusal = (code: string) => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: 'processing', details: { coding: [{ code }] } }],
  });

  test.each([
    ['unknown', 'application/fhir+json', 'RESOURCE_NOT_FOUND'],
    ['invalidated', 'application/fhir+json', 'INVALIDATED_RESOURCE'],
    ['unknown, said by the proxy', 'application/json', 'RESOURCE_NOT_FOUND'],
  ])('is not found, in the very same words: %s', async (_, contentType, code) => {
    services.script({ patient: respondJson(refusal(code), { status: 404, headers: { 'Content-Type': contentType } }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(NOBODY);
    expect(answer.body).toEqual((await askAbout({ id: OTHER })).body);
  });

  test.each([
    ['without a body', respond({ status: 404 })],
    ['of a web server', respond({ status: 404, headers: { 'Content-Type': 'text/html' }, body: '<p>Not Found' })],
    ['of the platform', respondJson({ fault: { faultstring: 'no such proxy' } }, { status: 404 })],
    ['about something else', respondJson(refusal('UNSUPPORTED_SERVICE'), { status: 404 })],
    ['of another resource', respondJson(pdsPatient(PATIENT), { status: 404 })],
  ])('a 404 %s is a fault of the service instead', async (_, patient) => {
    services.script({ patient });

    const error = errorOf(await askFor(gateway.url, PATIENT));

    expect(error).toEqual(serverError(502, 'exception', 'PDS FHIR API request failed: Not Found'));
  });
});

describe('a registration', () => {
  const gp = (...registrations: readonly object[]) => ({ generalPractitioner: registrations });
  const period = (given: { start?: string; end?: string }) => gp(registration('A12345', given));

  test.each<[string, object]>([
    ['has no period', gp(registration('A12345'))],
    ['has an empty period', period({})],
    ['has no end', period({ start: '2015-06-08' })],
    ['begins today', period({ start: day(0) })],
    ['ends today', period({ start: '2015-06-08', end: day(0) })],
    ['is of today only', period({ start: day(0), end: day(0) })],
    ['ends tomorrow', period({ end: day(1) })],
    ['begins this year', period({ start: YEAR })],
    ['begins this month', period({ start: MONTH })],
    ['ends this year', period({ start: LAST_YEAR, end: YEAR })],
    ['ends this month', period({ end: MONTH })],
    ['has times of day', period({ start: `${day(-1)}T09:00:00+00:00`, end: `${day(0)}T00:00:00+00:00` })],
    ['is in lower case', gp(registration('a12345'))],
    ['has blanks around it', gp(registration(' A12345 '))],
    ['follows one that has ended', gp(registration('B99999', { end: day(-1) }), registration('A12345'))],
    [
      'follows one of another system',
      gp({ identifier: { system: 'urn:local', value: 'B99999' } }, registration('A12345')),
    ],
  ])('counts when it %s', async (_, members) => {
    expect((await askAbout(members)).status).toBe(200);
    const asked = services.asked('endpoint').map(({ path }) => new URL(path, 'http://sds').searchParams);
    expect(asked.map((search) => search.get('organization'))).toEqual([
      'https://fhir.nhs.uk/Id/ods-organization-code|A12345',
    ]);
  });

  test.each<[string, object]>([
    ['is not there', { generalPractitioner: undefined }],
    ['is in an empty list', gp()],
    ['ended yesterday', period({ start: '2015-06-08', end: day(-1) })],
    ['begins tomorrow', period({ start: day(1) })],
    ['ended last year', period({ end: LAST_YEAR })],
    ['ended before this month', period({ end: day(-31).slice(0, 7) })],
    ['begins next year', period({ start: NEXT_YEAR })],
    ['is blank', gp(registration(' '))],
    ['is rubbish', gp(registration('A12*)(uid=*'))],
    ['is too long', gp(registration('A'.repeat(21)))],
    ['is an NHS number', gp(registration(OTHER))],
    ['is of another system', gp({ identifier: { system: 'urn:local', value: 'A12345' } })],
    ['is of no system', gp({ identifier: { value: 'A12345' } })],
  ])('does not count when it %s', async (_, members) => {
    expect(errorOf(await askAbout(members))).toEqual(NO_PRACTICE);
    expect(services.asked('endpoint')).toEqual([]);
  });

  test('of a patient who has died still counts: the practice decides', async () => {
    expect((await askAbout({ deceasedDateTime: '2026-01-02T00:00:00+00:00' })).status).toBe(200);
    expect(services.asked('provider')).toHaveLength(1);
  });

  test.each<[string, object]>([
    ['a practice that is no list', { generalPractitioner: registration('A12345') }],
    ['a practice without identifier', gp({ reference: 'Organization/1' })],
    ['a practice of no value', gp({ identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code' } })],
    ['labels that are no list', { meta: { security: label('U') } }],
    ['no id', { id: undefined }],
  ])('a Patient with %s is malformed', async (_, members) => {
    const error = errorOf(await askAbout(members));

    expect(error).toEqual(serverError(502, 'exception', 'PDS FHIR API request failed: not a Patient'));
  });

  test('and everything else that PDS may say does no harm', async () => {
    const members = {
      ...{ name: null, address: [{ line: [null, 'x'] }], extension: [{ url: 'urn:x', valueDecimal: 1.1 }] },
      ...{ unheardOf: { of: [1, 2] }, contained: [pdsPatient(OTHER)] },
    };

    expect((await askAbout(members)).status).toBe(200);
  });
});
