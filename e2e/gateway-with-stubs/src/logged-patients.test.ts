import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { hang, respond, type Answer } from '@cdg/test-kit';
import { ask, askFor, goodHeaders, parametersFor } from './support/ask.ts';
import { startFakeServices, type Asked, type FakeServices } from './support/fake-services.ts';
import { recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';

/** Not those whose number is all nines: the metrics have fractions that end so. */
const PATIENT = SCENARIO_PATIENTS.survivor;
const OTHER = CONFORMANCE_PATIENTS.everyArea;
/** Right but for its check digit: somebody's number with a slip. */
const MISTYPED = `${PATIENT.slice(0, -1)}4`;

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  const limits = { PDS_TIMEOUT_MS: '200', PROVIDER_TIMEOUT_MS: '200', REQUEST_DEADLINE_MS: '2000' };
  gateway = await startLoneGateway({ ...services.settings, ...limits, LOG_LEVEL: 'trace', CDG_DEBUG: 'true' });
});
afterAll(async () => {
  await services.close();
  await gateway.stop();
});
beforeEach(() => {
  services.script();
});

/** What the gateway has written and counts by now, once the line of the latest request is there. */
async function everythingTold(traceId: string): Promise<string> {
  const isWritten = () =>
    gateway
      .output()
      .split('\n')
      .some((line) => line.includes(traceId) && line.includes('"ms"'));
  while (!isWritten()) await gateway.moreOutput();
  return `${gateway.output()}\n${await gateway.metricsPage()}`;
}

const quoting = `${PATIENT} at https://gp.example.test/${PATIENT}`;
const wrongPatient: Answer = (exchange) =>
  respond({
    headers: { 'Content-Type': 'application/fhir+json' },
    body: recordText({ id: exchange.request.header('Ssp-TraceID') ?? '', nhsNumber: OTHER }),
  })(exchange);
const fault = (status: number) => respond({ status, headers: { 'X-Patient': PATIENT }, body: quoting });

interface Row {
  readonly what: string;
  readonly answers?: Readonly<Partial<Record<Asked, Answer>>>;
  readonly status: number;
}

const ROWS: readonly Row[] = [
  { what: 'a record is handed on', status: 200 },
  { what: 'PDS refuses', answers: { patient: fault(400) }, status: 502 },
  { what: 'PDS fails', answers: { patient: fault(500) }, status: 502 },
  { what: 'PDS says what nobody can read', answers: { patient: respond({ body: quoting }) }, status: 502 },
  { what: 'PDS does not answer', answers: { patient: hang() }, status: 504 },
  { what: 'SDS fails', answers: { endpoint: fault(503) }, status: 502 },
  { what: 'the provider fails', answers: { provider: fault(500) }, status: 502 },
  { what: 'the provider does not answer', answers: { provider: hang() }, status: 504 },
  { what: "the provider answers with another patient's record", answers: { provider: wrongPatient }, status: 502 },
];

test.each(ROWS)('nothing names the patient when $what', async ({ answers = {}, status }) => {
  services.script(answers);
  const headers = goodHeaders();

  expect((await askFor(gateway.url, PATIENT, headers)).status).toBe(status);
  const told = await everythingTold(String(headers['Ssp-TraceID']));

  for (const number of [PATIENT, OTHER]) expect(told).not.toContain(number);
});

test.each([
  { what: 'number is mistyped', body: parametersFor(MISTYPED) },
  { what: 'number stands twice', body: parametersFor(PATIENT, { name: 'patientNHSNumber', valueString: PATIENT }) },
  { what: 'body is broken off', body: parametersFor(PATIENT).slice(0, -1) },
])('nothing names the patient when a request is refused because the $what', async ({ body }) => {
  const headers = goodHeaders();

  expect((await ask(gateway.url, { headers, body })).status).toBe(400);
  const told = await everythingTold(String(headers['Ssp-TraceID']));

  for (const number of [PATIENT, MISTYPED]) expect(told).not.toContain(number);
});
