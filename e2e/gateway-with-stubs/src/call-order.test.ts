import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PRACTICES, SCENARIO_PATIENTS } from '@cdg/test-data';
import { hold, respond, respondJson, type Answer } from '@cdg/test-kit';
import { ask, askFor, errorOf } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { consumerDeviceFound, deviceFound, endpointFound, patientFound, searchset } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const NOBODY = respondJson(
  { resourceType: 'OperationOutcome', issue: [{ details: { coding: [{ code: 'RESOURCE_NOT_FOUND' }] } }] },
  { status: 404 },
);
const NOTHING = respondJson(searchset());

let services: FakeServices;
let fresh: LoneGateway;
let caching: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  fresh = await startLoneGateway(services.settings);
  caching = await startLoneGateway({ ...services.settings, SDS_CACHE_TTL_MS: '300000', SDS_NEGATIVE_TTL_MS: '300000' });
});
afterAll(() => Promise.all([fresh.stop(), caching.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

/** A consumer of its own for each request: equal look-ups in flight would be one. */
let consumers = 0;
const newConsumer = () => ({ 'ODS-from': `C${(consumers += 1)}` });

const timesAsked = () =>
  Object.fromEntries(
    (['token', 'patient', 'consumerDevice', 'endpoint', 'device', 'provider'] as const).map((what) => [
      what,
      services.asked(what).length,
    ]),
  );

/** Time enough for the gateway to do what it is going to do by itself. */
async function idle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await ask(fresh.url, { method: 'GET', path: '/health' });
}

describe('the order of the calls', () => {
  test('is PDS beside the consumer, then the practice, then its system: three round trips', async () => {
    await askFor(fresh.url, PATIENT);
    const gates = {
      patient: hold(patientFound),
      consumerDevice: hold(consumerDeviceFound),
      endpoint: hold(endpointFound(services.serviceRoot)),
      device: hold(deviceFound),
    };
    services.script({
      patient: gates.patient.answer,
      consumerDevice: gates.consumerDevice.answer,
      endpoint: gates.endpoint.answer,
      device: gates.device.answer,
    });
    const answer = askFor(fresh.url, PATIENT, newConsumer());

    await Promise.all([services.whenAsked('patient'), services.whenAsked('consumerDevice')]);
    await idle();
    expect(timesAsked()).toEqual({ token: 0, patient: 1, consumerDevice: 1, endpoint: 0, device: 0, provider: 0 });

    gates.patient.release();
    await Promise.all([services.whenAsked('endpoint'), services.whenAsked('device')]);
    gates.endpoint.release();
    gates.device.release();
    await idle();
    expect(timesAsked()).toMatchObject({ endpoint: 1, device: 1, provider: 0 });

    gates.consumerDevice.release();
    expect((await answer).status).toBe(200);
    expect(timesAsked()).toEqual({ token: 0, patient: 1, consumerDevice: 1, endpoint: 1, device: 1, provider: 1 });
  });

  test("a token that is asked for does not keep the consumer's look-up waiting", async () => {
    const gateway = await startLoneGateway(services.settings);
    const patient = hold(patientFound);
    services.script({ token: hold(patientFound).answer, patient: patient.answer });

    const answer = askFor(gateway.url, PATIENT, newConsumer()).catch(() => 'cut when the gateway was stopped');
    await Promise.all([services.whenAsked('token'), services.whenAsked('consumerDevice')]);

    expect(timesAsked()).toMatchObject({ token: 1, patient: 0 });
    await gateway.stop();
    await answer;
  });
});

describe('answers that are used again', () => {
  test('two round trips remain when SDS answers are cached and the token is warm', async () => {
    expect((await askFor(caching.url, PATIENT)).status).toBe(200);
    services.script();

    expect((await askFor(caching.url, PATIENT)).status).toBe(200);
    expect(timesAsked()).toEqual({ token: 0, patient: 1, consumerDevice: 0, endpoint: 0, device: 0, provider: 1 });
  });

  test('that there is nothing is remembered too', async () => {
    services.script({ consumerDevice: NOTHING });
    const consumer = newConsumer();
    await askFor(caching.url, PATIENT, consumer);
    services.script();

    const error = errorOf(await askFor(caching.url, PATIENT, consumer));

    expect(error.diagnostics).toBe(`No SDS org found for consumer ODS code ${consumer['ODS-from']}`);
    expect(timesAsked()).toMatchObject({ patient: 1, consumerDevice: 0, provider: 0 });
  });

  test('a failed look-up is not', async () => {
    services.script({ consumerDevice: respond({ status: 500 }) });
    const consumer = newConsumer();
    expect((await askFor(caching.url, PATIENT, consumer)).status).toBe(502);
    services.script();

    expect((await askFor(caching.url, PATIENT, consumer)).status).toBe(200);
  });

  test('without a cache every request looks up for itself', async () => {
    await askFor(fresh.url, PATIENT);
    await askFor(fresh.url, PATIENT);

    expect(timesAsked()).toMatchObject({ patient: 2, consumerDevice: 2, endpoint: 2, device: 2, provider: 2 });
  });

  test('equal look-ups in flight are one call, whatever the cache; patients and records never are', async () => {
    const endpoint = hold(endpointFound(services.serviceRoot));
    const consumerDevice = hold(consumerDeviceFound);
    services.script({ endpoint: endpoint.answer, consumerDevice: consumerDevice.answer });
    const consumer = newConsumer();
    const answers = [1, 2, 3].map(() => askFor(fresh.url, PATIENT, consumer));
    await services.whenAsked('patient', 3);
    await idle();
    endpoint.release();
    consumerDevice.release();

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(timesAsked()).toMatchObject({ patient: 3, consumerDevice: 1, endpoint: 1, provider: 3 });
  });

  test('requests that need a token at the same time ask for one', async () => {
    const gateway = await startLoneGateway(services.settings);
    const answers = await Promise.all([1, 2, 3].map(() => askFor(gateway.url, PATIENT)));
    await gateway.stop();

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(timesAsked()).toMatchObject({ token: 1, patient: 3 });
  });
});

describe('when several look-ups fail', () => {
  const UNKNOWN_PRACTICE = `No SDS org found for provider ODS code ${PRACTICES.main.odsCode}`;
  const failing = respond({ status: 500 });
  const throttling = respond({ status: 429, headers: { 'Retry-After': '3600' } });

  interface Case {
    readonly fails: Readonly<Partial<Record<Asked, Answer>>>;
    readonly reported: string | RegExp;
  }
  const cases: readonly (readonly [string, Case])[] = [
    ['patient and consumer', { fails: { patient: NOBODY, consumerDevice: NOTHING }, reported: 'Patient not found' }],
    [
      'PDS and the look-up of the consumer',
      {
        fails: { patient: throttling, consumerDevice: failing },
        reported: 'PDS is not taking requests at the moment',
      },
    ],
    [
      'practice and consumer',
      { fails: { endpoint: NOTHING, device: NOTHING, consumerDevice: NOTHING }, reported: UNKNOWN_PRACTICE },
    ],
    [
      'the look-ups of practice and consumer',
      {
        fails: { endpoint: failing, device: failing, consumerDevice: throttling },
        reported: 'SDS FHIR API request failed: Internal Server Error',
      },
    ],
    [
      'the two look-ups of the practice',
      {
        fails: { endpoint: failing, device: throttling },
        reported: 'SDS FHIR API request failed: Internal Server Error',
      },
    ],
    [
      'the consumer, and the address of the practice is not permitted',
      {
        fails: { endpoint: endpointFound('https://gp.example.test/A12345'), consumerDevice: NOTHING },
        reported: /^No SDS org found for consumer ODS code C\d+$/,
      },
    ],
  ];

  const arrivals = cases.flatMap(([name, given]) => [
    [name, 'in order', given] as const,
    [name, 'in reverse', given] as const,
  ]);

  test.each(arrivals)(
    'of %s, arriving %s, the first in the order of precedence is reported',
    async (_, order, given) => {
      const gates = Object.entries(given.fails).map(([what, answer]) => ({ what, gate: hold(answer) }));
      services.script(Object.fromEntries(gates.map(({ what, gate }) => [what, gate.answer])));
      const answer = askFor(fresh.url, PATIENT, newConsumer());

      for (const { gate } of order === 'in order' ? gates : gates.toReversed()) {
        gate.release();
        await idle();
      }

      const { diagnostics } = errorOf(await answer);
      if (typeof given.reported === 'string') expect(diagnostics).toBe(given.reported);
      else expect(diagnostics).toMatch(given.reported);
      expect(timesAsked()).toMatchObject({ provider: 0 });
    },
  );

  test('PDS is not kept waiting for the consumer: its error is answered at once', async () => {
    const consumerDevice = hold(consumerDeviceFound);
    services.script({ patient: NOBODY, consumerDevice: consumerDevice.answer });

    const { diagnostics } = errorOf(await askFor(fresh.url, PATIENT, newConsumer()));

    expect(diagnostics).toBe('Patient not found');
    expect(timesAsked()).toMatchObject({ consumerDevice: 1, endpoint: 0, device: 0 });
    consumerDevice.release();
  });
});
