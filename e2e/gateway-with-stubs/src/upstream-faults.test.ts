import { STATUS_CODES } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hang, hangAfter, reset, respond, respondRaw, startScriptedUpstream, type Answer } from '@cdg/test-kit';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { endpointFound } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError, UPSTREAMS, type Upstream } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const DEADLINE_MS = 3_000;
const limits = (ms: number) => ({
  REQUEST_DEADLINE_MS: String(DEADLINE_MS),
  PDS_TIMEOUT_MS: String(ms),
  SDS_TIMEOUT_MS: String(ms),
  PROVIDER_TIMEOUT_MS: String(ms),
});
/** Nothing listens there. */
const CLOSED = 'http://127.0.0.1:1';

let services: FakeServices;
let gateway: LoneGateway;
/** Gives its upstreams so little time that a test can wait for them to use it up. */
let hasty: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices({ tokenSeconds: 1 });
  gateway = await startLoneGateway({ ...services.settings, ...limits(2_000) });
  hasty = await startLoneGateway({ ...services.settings, ...limits(80) });
});
afterAll(() => Promise.all([gateway.stop(), hasty.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

/** A consumer of its own for each request, so that none joins a look-up that another one left behind. */
let consumers = 0;
const newConsumer = () => ({ 'ODS-from': `C${(consumers += 1)}` });

interface Failure {
  readonly answers: Answer | readonly Answer[];
  readonly error: ReturnType<typeof serverError>;
  readonly attempts: number;
  readonly retryAfter?: string | undefined;
  readonly by?: LoneGateway;
}

/** One request fails as said, in time and telling nothing it should not; the next one is fine. */
async function expectFailure(what: Asked, failure: Failure): Promise<void> {
  const { answers, error, attempts, retryAfter, by = gateway } = failure;
  services.script({ [what]: answers });
  const started = performance.now();

  const answer = await askFor(by.url, PATIENT, newConsumer());

  expect(errorOf(answer)).toEqual(error);
  expect(answer.headers['retry-after']).toBe(retryAfter);
  expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 500);
  expect(answer.body.toString()).not.toMatch(/\bat \S+:\d+|node:|127\.0\.0\.1|SECRET/);
  expect(answer.body.toString()).not.toContain(PATIENT);
  expect(services.asked(what)).toHaveLength(attempts);
  if (what !== 'provider') expect(services.asked('provider')).toEqual([]);
  if (what === 'patient') expectSameRequestId(answer.headers['x-request-id']);

  services.script();
  expect((await askFor(by.url, PATIENT, newConsumer())).status).toBe(200);
}

function expectSameRequestId(echoed: string | string[] | undefined): void {
  for (const request of services.asked('patient')) expect(request.header('X-Request-ID')).toBe(echoed);
}

const everyUpstream = <Row extends object>(rows: readonly Row[], upstreams: readonly Upstream[] = UPSTREAMS) =>
  upstreams.flatMap((upstream): (Upstream & Row)[] => rows.map((row) => ({ ...upstream, ...row })));
const statuses = (...codes: readonly number[]) => everyUpstream(codes.map((status) => ({ status })));

/** As a network device in front of the service would answer. */
const page = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  respond({ status, headers: { 'Content-Type': 'text/html', ...headers }, body: '<p>SECRET at 10.0.0.1' });

describe('a status', () => {
  test.each(statuses(400, 401, 402, 403, 404, 405, 406, 409, 410, 415, 422, 500, 501))(
    '$what: $status is a fault that does not pass',
    async ({ what, failed, status }) => {
      await expectFailure(what, {
        answers: page(status),
        error: serverError(502, 'exception', `${failed}: ${STATUS_CODES[status] ?? ''}`),
        // A token that PDS no longer takes is replaced once.
        attempts: what === 'patient' && status === 401 ? 2 : 1,
      });
    },
  );

  test.each(statuses(502, 503))(
    '$what: $status may pass, and so is asked three times',
    async ({ what, failed, status }) => {
      await expectFailure(what, {
        answers: page(status),
        error: serverError(502, 'transient', `${failed}: ${STATUS_CODES[status] ?? ''}`),
        attempts: 3,
      });
    },
  );

  test.each(statuses(504, 599))('$what: $status is a time-out', async ({ what, name, status }) => {
    await expectFailure(what, {
      answers: page(status),
      error: serverError(504, 'timeout', `${name} request timed out`),
      attempts: 3,
    });
  });

  test.each<[Asked, Omit<Failure, 'answers'>]>([
    ['patient', { error: serverError(504, 'timeout', 'PDS request timed out'), attempts: 3 }],
    ['token', { error: serverError(504, 'timeout', 'PDS request timed out'), attempts: 3 }],
    ['endpoint', { error: serverError(502, 'exception', 'SDS FHIR API request failed: Request Timeout'), attempts: 3 }],
    ['provider', { error: serverError(502, 'exception', 'Provider request failed: Request Timeout'), attempts: 1 }],
  ])('%s: 408 is a time-out where the service says so', async (what, failure) => {
    await expectFailure(what, { answers: page(408), ...failure });
  });

  test.each(statuses(301, 302, 307, 308))(
    '$what: $status is a fault, and is not followed',
    async ({ what, failed, status }) => {
      const elsewhere = await startScriptedUpstream(respond());
      await expectFailure(what, {
        answers: page(status, { Location: `${elsewhere.url}/elsewhere` }),
        error: serverError(502, 'exception', `${failed}: ${STATUS_CODES[status] ?? ''}`),
        attempts: 1,
      });
      expect(elsewhere.openedSockets()).toBe(0);
      await elsewhere.close();
    },
  );
});

describe('a service that throttles', () => {
  test.each(
    everyUpstream([
      { asks: '429 without a Retry-After', answers: page(429), attempts: 3, retryAfter: '5' },
      {
        asks: '429 with a Retry-After nobody can read',
        answers: page(429, { 'Retry-After': 'soon' }),
        attempts: 3,
        retryAfter: '5',
      },
      { asks: '429 for no wait', answers: page(429, { 'Retry-After': '0' }), attempts: 3, retryAfter: '0' },
      {
        asks: '429 for more time than there is',
        answers: page(429, { 'Retry-After': '3600' }),
        attempts: 1,
        retryAfter: '3600',
      },
      {
        asks: '503 for more time than there is',
        answers: page(503, { 'Retry-After': '61' }),
        attempts: 1,
        retryAfter: '61',
      },
    ]),
  )('$what: $asks', async ({ what, name, answers, attempts, retryAfter }) => {
    const error = serverError(503, 'transient', `${name} is not taking requests at the moment`);
    await expectFailure(what, { answers, error, attempts, retryAfter });
  });

  test('a Retry-After may be a date', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    services.script({ patient: page(429, { 'Retry-After': inAnHour }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3_500);
    expect(Number(answer.headers['retry-after'])).toBeLessThanOrEqual(3_600);
  });
});

describe('a connection', () => {
  test.each(UPSTREAMS)('$what: reset before the answer', async ({ what, failed }) => {
    await expectFailure(what, {
      answers: reset(),
      error: serverError(502, 'transient', `${failed}: connection failed`),
      attempts: 3,
    });
  });

  test.each(UPSTREAMS)('$what: an answer that is not HTTP', async ({ what, failed }) => {
    await expectFailure(what, {
      answers: respondRaw('SECRET\r\n\r\n'),
      error: serverError(502, 'transient', `${failed}: connection failed`),
      attempts: 1,
    });
  });

  test.each([
    ['PDS', { PDS_URL: `${CLOSED}/FHIR/R4` }, 'PDS FHIR API request failed: connection failed'],
    ['the token endpoint', { PDS_TOKEN_URL: `${CLOSED}/token` }, 'PDS FHIR API request failed: connection failed'],
    ['SDS', { SDS_URL: `${CLOSED}/FHIR/R4` }, 'SDS FHIR API request failed: connection failed'],
  ])('refused by %s', async (_, settings, diagnostics) => {
    const alone = await startLoneGateway({ ...services.settings, ...settings });

    const answer = await askFor(alone.url, PATIENT);
    await alone.stop();

    expect(errorOf(answer)).toEqual(serverError(502, 'transient', diagnostics));
  });

  test('refused by the provider', async () => {
    services.script({ endpoint: endpointFound(`${CLOSED}/A12345`) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(serverError(502, 'transient', 'Provider request failed: connection failed'));
  });
});

describe('a service that does not answer in time', () => {
  test.each(UPSTREAMS)('$what: no answer at all', async ({ what, name }) => {
    await expectFailure(what, {
      answers: hang(),
      error: serverError(504, 'timeout', `${name} request timed out`),
      attempts: 3,
      by: hasty,
    });
  });

  test.each(UPSTREAMS.filter(({ what }) => what !== 'provider'))(
    '$what: the limit covers the whole answer',
    async ({ what, name }) => {
      await expectFailure(what, {
        answers: hangAfter({ headers: { 'Content-Type': 'application/fhir+json' }, body: '{"resourceType":' }),
        error: serverError(504, 'timeout', `${name} request timed out`),
        attempts: 3,
        by: hasty,
      });
    },
  );
});
