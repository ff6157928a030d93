import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hang, hangAfter, reset, respond, respondInChunks, type Answer } from '@cdg/test-kit';
import { decodeJwt } from 'jose';
import { askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { patientFound, recordSent, recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { serverError, UPSTREAMS } from './support/upstreams.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const SHORT_MS = 250;

let services: FakeServices;
let gateway: LoneGateway;
/** Its whole request has less time than each upstream. */
let hurried: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices({ tokenSeconds: 1 });
  gateway = await startLoneGateway({ ...services.settings, REQUEST_DEADLINE_MS: '5000' });
  hurried = await startLoneGateway({ ...services.settings, REQUEST_DEADLINE_MS: String(SHORT_MS) });
});
afterAll(() => Promise.all([gateway.stop(), hurried.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

/** A consumer of its own for each request, so that none joins a look-up that another one left behind. */
let consumers = 0;
const newConsumer = () => ({ 'ODS-from': `C${(consumers += 1)}` });

const later =
  (ms: number, answer: Answer): Answer =>
  async (exchange) => {
    await wait(ms);
    await answer(exchange);
  };

describe("the request's deadline", () => {
  // A look-up that hangs is shared until its own time is up: the next test begins when it is gone.
  afterEach(async () => {
    services.script();
    while ((await askFor(hurried.url, PATIENT)).status !== 200) await wait(20);
  });

  /** Asks the hurried gateway; it must use its time, and no more of it. */
  async function askHurried(by = hurried) {
    const started = performance.now();
    const answer = await askFor(by.url, PATIENT, newConsumer());
    const ms = performance.now() - started;
    expect(ms).toBeGreaterThan(SHORT_MS - 20);
    expect(ms).toBeLessThan(SHORT_MS + 3_000);
    return errorOf(answer);
  }

  test.each(UPSTREAMS.filter(({ what }) => what !== 'token'))(
    'names the upstream in flight: $what',
    async ({ what, name }) => {
      services.script({ [what]: hang() });

      expect(await askHurried()).toEqual(serverError(504, 'timeout', `${name} request timed out`));
      expect(services.asked(what)).toHaveLength(1);
    },
  );

  test('names PDS when its token is in flight', async () => {
    const alone = await startLoneGateway({ ...services.settings, REQUEST_DEADLINE_MS: String(SHORT_MS) });
    services.script({ token: hang() });

    expect(await askHurried(alone)).toEqual(serverError(504, 'timeout', 'PDS request timed out'));
    await alone.stop();
  });

  test('names PDS when the consumer is looked up in vain, too', async () => {
    services.script({ patient: hang(), consumerDevice: hang() });

    expect(await askHurried()).toEqual(serverError(504, 'timeout', 'PDS request timed out'));
  });

  test('is one for all steps', async () => {
    services.script({ patient: later(SHORT_MS / 2, patientFound), endpoint: hang() });

    expect(await askHurried()).toEqual(serverError(504, 'timeout', 'SDS request timed out'));
  });

  test('covers a record until its Patient is found', async () => {
    services.script({
      provider: hangAfter({ headers: { 'Content-Type': 'application/fhir+json' }, body: '{"resourceType":"Bundle",' }),
    });

    expect(await askHurried()).toEqual(serverError(504, 'timeout', 'Provider request timed out'));
  });

  test('covers a record that keeps coming without a Patient', async () => {
    const drops = async function* () {
      yield '{"resourceType":"Bundle","entry":[';
      for (;;) {
        await wait(20);
        yield '{"resource":{"resourceType":"Basic"}},';
      }
    };
    const answer: Answer = (exchange) =>
      respondInChunks(drops(), { headers: { 'Content-Type': 'application/fhir+json' } })(exchange);
    services.script({ provider: answer });

    expect(await askHurried()).toEqual(serverError(504, 'timeout', 'Provider request timed out'));
  });

  test('ends with the first byte of the answer', async () => {
    const slowly = async function* () {
      yield recordText({ id: '1', nhsNumber: PATIENT }).slice(0, -2);
      await wait(SHORT_MS * 2);
      yield ']}';
    };
    const answer: Answer = (exchange) =>
      respondInChunks(slowly(), { headers: { 'Content-Type': 'application/fhir+json' } })(exchange);
    services.script({ provider: answer });

    const record = await askFor(hurried.url, PATIENT, newConsumer());

    expect(record).toMatchObject({ status: 200, cut: false });
    expect(record.body.toString()).toBe(recordText({ id: '1', nhsNumber: PATIENT }));
  });
});

describe('a fault that passes', () => {
  test.each(
    UPSTREAMS.flatMap(({ what }) =>
      (
        [
          ['502', respond({ status: 502 })],
          ['503', respond({ status: 503 })],
          ['504', respond({ status: 504 })],
          ['429', respond({ status: 429 })],
          ['a reset', reset()],
        ] as const
      ).map(([fault, answer]) => ({ what, fault, answer })),
    ),
  )('$what: the third answer counts after $fault twice', async ({ what, answer }) => {
    services.script({ [what]: [answer, answer, services.goodAnswer(what)] });

    expect((await askFor(gateway.url, PATIENT, newConsumer())).status).toBe(200);
    expect(services.asked(what)).toHaveLength(3);
  });

  test('PDS knows a repetition by its X-Request-ID, the provider by its trace id and body', async () => {
    const failing = respond({ status: 503 });
    services.script({ patient: [failing, patientFound], provider: [failing, recordSent] });

    const { headers } = await askFor(gateway.url, PATIENT);

    const sent = (what: Asked, name: string) => services.asked(what).map((request) => request.header(name));
    expect(sent('patient', 'X-Request-ID')).toEqual([headers['x-request-id'], headers['x-request-id']]);
    expect(sent('provider', 'Ssp-TraceID')).toEqual([headers['ssp-traceid'], headers['ssp-traceid']]);
    const [first, second] = services.asked('provider');
    expect(first?.body).toEqual(second?.body);
  });

  test('each assertion for the token endpoint has an id of its own', async () => {
    services.script({ token: [respond({ status: 503 }), respond({ status: 503 }), services.goodAnswer('token')] });

    await askFor(gateway.url, PATIENT);

    const ids = services
      .asked('token')
      .map(({ body }) => decodeJwt(new URLSearchParams(body.toString()).get('client_assertion') ?? '').jti);
    expect(new Set(ids).size).toBe(3);
  });

  test('a Retry-After is waited for, and the next attempt has an audit token of that moment', async () => {
    services.script({ provider: [respond({ status: 503, headers: { 'Retry-After': '1' } }), recordSent] });
    const started = Date.now();

    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);

    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
    const [first = 0, second = 0] = services
      .asked('provider')
      .map((request) => decodeJwt(request.header('Authorization')?.replace('Bearer ', '') ?? '').iat);
    expect(first).toBeGreaterThanOrEqual(Math.floor(started / 1_000));
    expect(second).toBeGreaterThan(first);
  });

  test('a token that PDS no longer takes is replaced, within the three attempts', async () => {
    services.script({ patient: [respond({ status: 401 }), respond({ status: 503 })] });

    const answer = await askFor(gateway.url, PATIENT);

    expect(errorOf(answer)).toEqual(serverError(502, 'transient', 'PDS FHIR API request failed: Service Unavailable'));
    expect(services.asked('patient')).toHaveLength(3);
    expect(services.asked('token')).toHaveLength(3);
  });

  test.each<Asked>(['patient', 'endpoint', 'provider'])(
    '%s: a wait for which too little time is left is not begun',
    async (what) => {
      const relaxed = await startLoneGateway({ ...services.settings, REQUEST_DEADLINE_MS: '1300' });
      const throttled = respond({ status: 429, headers: { 'Retry-After': '1' } });
      const slow = later(400, services.goodAnswer(what === 'patient' ? 'token' : 'patient'));
      services.script({ [what === 'patient' ? 'token' : 'patient']: slow, [what]: throttled });

      const answer = await askFor(relaxed.url, PATIENT, newConsumer());
      await relaxed.stop();

      expect(answer.status).toBe(503);
      expect(services.asked(what)).toHaveLength(1);
      expect(answer.headers['retry-after']).toBe('1');
    },
  );
});
