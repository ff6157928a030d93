import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { cutAfter, hangAfter, respond, respondJson, type Answer } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { device, endpoint, pdsPatient, recordText, searchset } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError, UPSTREAMS, type Upstream } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const MAX_BYTES = 4_096;

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices({ tokenSeconds: 1 });
  gateway = await startLoneGateway({ ...services.settings, UPSTREAM_MAX_BYTES: String(MAX_BYTES) });
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

interface Failure {
  readonly answers: Answer;
  readonly error: ReturnType<typeof serverError>;
  readonly attempts: number;
}

/** One request fails as said, and tells nothing of the body; the next one is fine. */
async function expectFailure(what: Asked, { answers, error, attempts }: Failure): Promise<void> {
  services.script({ [what]: answers });

  const answer = await askFor(gateway.url, PATIENT);

  expect(errorOf(answer)).toEqual(error);
  expect(answer.body.toString()).not.toContain('SECRET');
  expect(services.asked(what)).toHaveLength(attempts);
  services.script();
  expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
}

const LOOK_UPS = UPSTREAMS.filter(({ what }) => what !== 'provider');
const forEachLookUp = <Row extends object>(rows: readonly Row[]) =>
  LOOK_UPS.flatMap((upstream): (Upstream & Row)[] => rows.map((row) => ({ ...upstream, ...row })));

/** What each service's answer turns out not to be. */
const UNREADABLE: Readonly<Record<Asked, string>> = {
  token: 'not a token',
  patient: 'not a Patient',
  consumerDevice: 'not a search result',
  endpoint: 'not a search result',
  device: 'not a search result',
  provider: '',
};

const fhir = { 'Content-Type': 'application/fhir+json' };
const json = { 'Content-Type': 'application/json' };

describe('an answer that nobody can use', () => {
  test.each(
    forEachLookUp([
      { kind: 'HTML', answers: respond({ headers: { 'Content-Type': 'text/html' }, body: '<p>SECRET</p>' }) },
      { kind: 'broken JSON', answers: respond({ headers: fhir, body: '{"SECRET":' }) },
      { kind: 'broken JSON of the other media type', answers: respond({ headers: json, body: 'SECRET' }) },
      { kind: 'an array', answers: respondJson(['SECRET']) },
      { kind: 'null', answers: respond({ headers: fhir, body: 'null' }) },
      { kind: 'another resource', answers: respondJson({ resourceType: 'OperationOutcome', issue: [] }) },
      { kind: 'nothing', answers: respond({ headers: fhir }) },
      { kind: 'a success without content', answers: respond({ status: 204, headers: { 'Content-Length': [] } }) },
    ]),
  )('$what: $kind', async ({ what, failed, kind, answers }) => {
    const reason = kind === 'a success without content' ? 'No Content' : UNREADABLE[what];
    await expectFailure(what, { answers, error: serverError(502, 'exception', `${failed}: ${reason}`), attempts: 1 });
  });

  const good: readonly (readonly [Asked, object])[] = [
    ['patient', pdsPatient(PATIENT)],
    ['token', { access_token: 'SECRET', expires_in: '1' }],
    ['consumerDevice', searchset(device('200000000359', 'S55555-0000001'))],
    ['endpoint', searchset(endpoint('http://127.0.0.1', 'A12345-0000001'))],
    ['device', searchset(device('918999198738', 'A12345-0000001'))],
  ];
  test.each(
    good.flatMap(([what, value]) =>
      ['text/plain', 'text/html; charset=utf-8', 'application/fhir+xml', undefined].map((mediaType) => ({
        what,
        mediaType,
        value,
      })),
    ),
  )('$what: the right JSON as $mediaType', async ({ what, mediaType, value }) => {
    const headers = { ...(mediaType !== undefined && { 'Content-Type': mediaType }) };
    const failed = UPSTREAMS.find((upstream) => upstream.what === what)?.failed ?? '';
    const reason = UNREADABLE[what];
    await expectFailure(what, {
      answers: respond({ headers, body: JSON.stringify(value) }),
      error: serverError(502, 'exception', `${failed}: ${reason}`),
      attempts: 1,
    });
  });

  test.each(good)('%s: the media type may have parameters, and be plain JSON', async (what, value) => {
    if (what === 'endpoint') return;
    services.script({ [what]: respondJson(value, { headers: { 'Content-Type': 'Application/JSON; charset=utf-8' } }) });

    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
  });
});

describe('an answer that is not whole', () => {
  test.each(LOOK_UPS)('$what: fewer bytes than promised', async ({ what, failed }) => {
    await expectFailure(what, {
      answers: cutAfter(20, { headers: fhir, body: JSON.stringify(pdsPatient(PATIENT)) }),
      error: serverError(502, 'transient', `${failed}: connection failed`),
      attempts: 3,
    });
  });
});

describe('an answer larger than UPSTREAM_MAX_BYTES', () => {
  const padding = 'x'.repeat(MAX_BYTES);

  test.each(LOOK_UPS)('$what: is not read', async ({ what, failed }) => {
    await expectFailure(what, {
      answers: respondJson({ ...pdsPatient(PATIENT), padding }),
      error: serverError(502, 'exception', `${failed}: the answer is too large`),
      attempts: 1,
    });
  });

  test('nor is one that does not say how large it is', async () => {
    await expectFailure('patient', {
      answers: hangAfter({ headers: fhir, body: JSON.stringify({ ...pdsPatient(PATIENT), padding }) }),
      error: serverError(502, 'exception', 'PDS FHIR API request failed: the answer is too large'),
      attempts: 1,
    });
  });

  test("the limit is not one for records, but for a provider's refusals", async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ code: 'not-found', diagnostics: padding }] };
    const record: Answer = (exchange) =>
      respond({
        headers: fhir,
        body: recordText({
          id: exchange.request.header('Ssp-TraceID') ?? '',
          nhsNumber: PATIENT,
          rest: `,{"resource":{"resourceType":"Basic","id":"${padding}"}}`,
        }),
      })(exchange);
    services.script({ provider: record });
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);

    await expectFailure('provider', {
      answers: respondJson(outcome, { status: 404 }),
      error: serverError(502, 'exception', 'Provider request failed: the answer is too large'),
      attempts: 1,
    });
  });
});

describe("a provider's answer that is no record", () => {
  const record = recordText({ id: '', nhsNumber: PATIENT });
  const mismatch = serverError(502, 'security', 'Provider response did not match the request');
  const unexpected = (what: string) => serverError(502, 'exception', `Provider request failed: unexpected ${what}`);
  const typed = (mediaType: string, body = record) => respond({ headers: { 'Content-Type': mediaType }, body });

  test.each([
    ['HTML', typed('text/html', '<p>SECRET'), unexpected('media type')],
    ['a record as plain JSON', typed('application/json'), unexpected('media type')],
    ['a record as text', typed('text/plain'), unexpected('media type')],
    ['XML', typed('application/fhir+xml', '<Bundle/>'), unexpected('media type')],
    ['a record of no media type', respond({ body: record }), unexpected('media type')],
    ['a success without content', respond({ status: 204 }), unexpected('media type')],
    [
      'an unknown coding',
      respond({ headers: { ...fhir, 'Content-Encoding': 'br' }, body: record }),
      unexpected('content coding'),
    ],
    [
      'two codings',
      respond({ headers: { ...fhir, 'Content-Encoding': 'gzip, gzip' }, body: gzipSync(gzipSync(record)) }),
      unexpected('content coding'),
    ],
    ['gzip that is not', respond({ headers: { ...fhir, 'Content-Encoding': 'gzip' }, body: record }), mismatch],
    ['nothing', typed(fhir['Content-Type'], ''), mismatch],
    ['broken JSON', typed(fhir['Content-Type'], '{"entry":[}'), mismatch],
    [
      'an OperationOutcome with status 200',
      typed(fhir['Content-Type'], '{"resourceType":"OperationOutcome"}'),
      mismatch,
    ],
  ])('%s', async (_, answers, error) => {
    await expectFailure('provider', { answers, error, attempts: 1 });
  });

  test('a record cut off before its Patient', async () => {
    await expectFailure('provider', {
      answers: cutAfter(20, { headers: fhir, body: record }),
      error: serverError(502, 'transient', 'Provider request failed: connection failed'),
      attempts: 1,
    });
  });
});
