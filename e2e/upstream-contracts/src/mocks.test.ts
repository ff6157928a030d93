import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFleet, type Fleet, type RunningGateway } from '@cdg/serve-fleet';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { z } from 'zod';
import { askForRecord, type RecordAnswer } from './support/ask-for-record.ts';
import { DESCRIPTIONS } from './support/descriptions.ts';
import { EXAMPLE_PATIENT } from './support/example-patient.ts';
import { servicesAt, startGatewayBefore } from './support/gateway-before.ts';
import { openCheckpoint, type Checkpoint } from './support/open-checkpoint.ts';

type Service = 'pds' | 'sds' | 'provider';

/** Asked of the examples in vain: they are about another patient, or another practice. */
const NOT_THEIRS = {
  patient: CONFORMANCE_PATIENTS.everyArea,
  practice: SCENARIO_PATIENTS.practiceNotInSds,
};
const REFUSALS = {
  patientNotFound: { status: 404, diagnostics: 'Patient not found' },
  notInSds: {
    status: 404,
    diagnostics: 'SDS result for provider ODS code T10001 did not contain a current endpoint',
  },
  wrongPatient: { status: 502, diagnostics: 'Provider response did not match the request' },
};

let fleet: Fleet;
let mocks: Readonly<Record<Service, Checkpoint>>;
beforeAll(async () => {
  mocks = { pds: await openCheckpoint(), sds: await openCheckpoint(), provider: await openCheckpoint() };
  [fleet] = await Promise.all([
    startFleet({ anyFreePorts: true, onLine: () => undefined }),
    mocks.pds.guardWith({ description: DESCRIPTIONS.pds }),
    mocks.sds.guardWith({ description: DESCRIPTIONS.sds }),
    mocks.provider.guardWith({ description: DESCRIPTIONS.provider }),
  ]);
}, 60_000);
afterAll(() => Promise.all([fleet.stop(), ...Object.values(mocks).map((mock) => mock.close())]));

const outcome = z.object({ issue: z.tuple([z.object({ diagnostics: z.string() })]) });
const diagnosticsOf = ({ body }: RecordAnswer) => outcome.parse(JSON.parse(body)).issue[0].diagnostics;

interface Mocked {
  readonly mocked: readonly Service[];
  readonly notTheirs: keyof typeof NOT_THEIRS;
  readonly refusal: keyof typeof REFUSALS;
}

describe.each<Mocked>([
  { mocked: ['pds'], notTheirs: 'patient', refusal: 'patientNotFound' },
  { mocked: ['sds'], notTheirs: 'practice', refusal: 'notInSds' },
  { mocked: ['provider'], notTheirs: 'patient', refusal: 'wrongPatient' },
  { mocked: ['pds', 'sds', 'provider'], notTheirs: 'patient', refusal: 'patientNotFound' },
])('a gateway before the examples of $mocked', ({ mocked, notTheirs, refusal }) => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    const origin = (name: Service) => (mocked.includes(name) ? mocks[name].url : fleet.urls[name]);
    gateway = await startGatewayBefore(
      servicesAt({ pds: origin('pds'), sds: origin('sds'), provider: origin('provider') }),
    );
  }, 60_000);
  afterAll(() => gateway.stop());

  test("gives the examples' patient's record, and asks as the descriptions say", async () => {
    const { status, body } = await askForRecord(gateway.url, { nhsNumber: EXAMPLE_PATIENT });
    const exchanges = mocked.flatMap((name) => mocks[name].takeExchanges());
    expect(exchanges.flatMap(({ violations }) => violations)).toEqual([]);
    expect(status).toBe(200);
    expect(body).toContain(`"${EXAMPLE_PATIENT}"`);
    expect(exchanges.length).toBeGreaterThanOrEqual(mocked.length);
    expect(new Set(exchanges.map((exchange) => exchange.status))).toEqual(new Set([200]));
  });

  test(`takes them for no other ${notTheirs}: ${refusal}`, async () => {
    const answer = await askForRecord(gateway.url, { nhsNumber: NOT_THEIRS[notTheirs] });
    expect({ status: answer.status, diagnostics: diagnosticsOf(answer) }).toEqual(REFUSALS[refusal]);
  });
});
