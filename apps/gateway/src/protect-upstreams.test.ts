import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEMS } from '@cdg/fhir';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hang, respond, startScriptedUpstream, type Exchange, type ScriptedUpstream } from '@cdg/test-kit';
import { readConfig } from './config.ts';
import { startGateway } from './start-gateway.ts';
import { receive, type Received } from './testing/receive.ts';
import { askedWith, CONSUMER, searchset, servicesWith, type Answers, type Asked } from './testing/scripted-services.ts';

const PATH = '/patient/$gpc.getstructuredrecord';
const PRIVATE_KEY = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Registered with the practice that answers, and with the one that may not. */
const PATIENTS = { well: SCENARIO_PATIENTS.fullRecord, slow: SCENARIO_PATIENTS.dissent } as const;
type Practice = keyof typeof PATIENTS;

let services: ScriptedUpstream;
let folder: string;
let gateway: Service;

beforeEach(async () => {
  services = await startScriptedUpstream(servicesWith());
  folder = await mkdtemp(join(tmpdir(), 'gateway-'));
});
afterEach(async () => {
  await services.close();
  await gateway.close();
  await rm(folder, { recursive: true });
});

async function open(settings: Readonly<Record<string, string>>): Promise<void> {
  const config = readConfig({
    ...{ PDS_STUB_URL: services.url, SDS_STUB_URL: services.url, PROVIDER_STUB_URL: services.url },
    ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'silent', PDS_PRIVATE_KEY: PRIVATE_KEY },
    ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '0', AUDIT_FILE: join(folder, 'audit.jsonl') },
    ...settings,
  });
  gateway = (await startGateway(config)).service;
}

const questionFor = (practice: Practice) => ({
  method: 'POST',
  path: PATH,
  headers: { 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': randomUUID(), 'ODS-from': CONSUMER },
  body: JSON.stringify({
    resourceType: 'Parameters',
    parameter: [
      { name: 'patientNHSNumber', valueIdentifier: { system: SYSTEMS.nhsNumber, value: PATIENTS[practice] } },
    ],
  }),
});

async function ask(practice: Practice = 'well'): Promise<Received> {
  const answer = await receive(gateway.urls.gateway ?? '', questionFor(practice));
  if (answer === undefined) throw new Error('there was no answer');
  return answer;
}

const seen = ({ status, headers, body }: Received) => [
  status,
  headers['retry-after'],
  /"diagnostics":"([^"]*)"/.exec(body.toString())?.[1],
];
const countOf = (...what: Asked[]) => services.requests.filter(({ path }) => what.includes(askedWith(path))).length;
const askedIn = (answers: Answers<Exchange>) =>
  (['patient', 'consumerDevice', 'device', 'endpoint', 'provider'] as const).filter((what) => what in answers);

async function metric(line: string): Promise<string | undefined> {
  const page = await receive(gateway.urls.admin ?? '', { path: '/metrics' });
  return page?.body
    .toString()
    .split('\n')
    .find((one) => one.startsWith(`${line} `))
    ?.slice(line.length + 1);
}

describe('an upstream that keeps failing', () => {
  const FEW = { BREAKER_MIN_CALLS: '4', RETRY_BUDGET: '0' };
  const failing = respond({ status: 503 });

  test.each<[string, Answers<Exchange>]>([
    ['PDS', { patient: failing }],
    ['SDS', { consumerDevice: failing, device: failing, endpoint: failing }],
    ['Provider', { provider: failing }],
  ])('is left in peace: %s', async (upstream, answers) => {
    await open({ ...FEW, BREAKER_OPEN_MS: '60000' });
    services.script(servicesWith(answers));
    expect((await ask()).status).toBe(502);
    for (let call = 1; call < 4; call += 1) await ask();
    const before = countOf(...askedIn(answers));

    expect(seen(await ask())).toEqual([503, '60', `${upstream} is not taking requests at the moment`]);
    expect(countOf(...askedIn(answers))).toBe(before);
    expect(await metric(`cdg_circuit_breakers{upstream="${upstream}",state="open"}`)).toBe('1');
    expect(await metric(`cdg_withheld_calls_total{upstream="${upstream}",reason="breaker"}`)).toMatch(/^[1-9]/);
  });

  test('is asked again after a while, and taken back when it answers', async () => {
    // Long enough for the next question to find it open on a busy machine, too.
    await open({ ...FEW, BREAKER_OPEN_MS: '1000' });
    services.script(servicesWith({ patient: respond({ status: 500 }) }));
    for (let call = 0; call < 4; call += 1) expect((await ask()).status).toBe(502);
    expect(seen(await ask())).toEqual([503, '1', 'PDS is not taking requests at the moment']);
    services.script(servicesWith());
    await new Promise((resolve) => setTimeout(resolve, 1010));

    expect((await ask()).status).toBe(200);
    expect(await metric('cdg_circuit_breakers{upstream="PDS",state="closed"}')).toBe('1');
  });

  test('is not what a patient nobody knows makes of it', async () => {
    await open(FEW);
    services.script(servicesWith({ patient: respond({ status: 404 }), provider: respond({ status: 404 }) }));
    for (let call = 0; call < 10; call += 1) expect((await ask()).status).toBe(502);

    expect(await metric('cdg_circuit_breakers{upstream="PDS",state="closed"}')).toBe('1');
  });

  test('is asked no more than a tenth more often', async () => {
    await open({ BREAKER_MIN_CALLS: '1000', RETRY_BUDGET: '2' });
    services.script(servicesWith({ patient: respond({ status: 503 }) }));
    for (let call = 0; call < 50; call += 1) expect((await ask()).status).toBe(502);

    expect(countOf('patient')).toBeGreaterThan(55);
    expect(countOf('patient')).toBeLessThanOrEqual(57);
    expect(Number(await metric('cdg_withheld_retries_total{upstream="PDS"}'))).toBeGreaterThan(40);
  });

  test('and throttles beyond what is left for retries is a 503', async () => {
    await open({ RETRY_BUDGET: '0' });
    services.script(servicesWith({ patient: respond({ status: 429 }) }));

    expect(seen(await ask())).toEqual([503, '5', 'PDS is not taking requests at the moment']);
    expect(countOf('patient')).toBe(1);
  });
});

describe('a practice that hangs', () => {
  const SLOW = 'T10001';
  let hangs = true;
  const answers = servicesWith<Exchange>({
    patient: (exchange) => {
      const isSlow = exchange.request.path.endsWith(PATIENTS.slow);
      const practice = isSlow ? SLOW : 'A12345';
      return respond({
        headers: { 'Content-Type': 'application/fhir+json' },
        body: JSON.stringify({
          resourceType: 'Patient',
          id: exchange.request.path.split('/').at(-1),
          meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'U' }] },
          generalPractitioner: [{ identifier: { system: SYSTEMS.odsCode, value: practice } }],
        }),
      })(exchange);
    },
    endpoint: (exchange) => {
      const isSlow = exchange.request.path.includes(SLOW);
      return respond({
        headers: { 'Content-Type': 'application/fhir+json' },
        body: JSON.stringify(
          searchset({
            resourceType: 'Endpoint',
            address: `https://practices.example.test/${isSlow ? SLOW : 'A12345'}`,
            identifier: [{ system: SYSTEMS.partyKey, value: isSlow ? 'S55555-0000001' : 'A12345-0000001' }],
          }),
        ),
      })(exchange);
    },
    provider: (exchange) =>
      hangs && exchange.request.path.includes(SLOW) ? hang()(exchange) : servicesWith()(exchange),
  });

  test('has so many places and no more, though all share one host and one proxy; others are served', async () => {
    services.script(answers);
    await open({
      SSP_URL: `${services.url}/ssp`,
      PROVIDER_ALLOWED_HOSTS: 'example.test',
      ...{ PROVIDER_CONNECTIONS: '4', PROVIDER_CONNECTIONS_PER_PRACTICE: '3' },
    });
    const hanging = Array.from({ length: 3 }, () => {
      const { body, ...question } = questionFor('slow');
      const call = httpRequest(gateway.urls.gateway ?? '', { ...question, agent: false });
      call.on('error', () => undefined);
      call.end(body);
      return call;
    });
    while (countOf('provider') < 3) await services.whenRequests(services.requests.length + 1);

    expect(seen(await ask('slow'))).toEqual([503, '1', 'Provider is not taking requests at the moment']);
    for (let call = 0; call < 5; call += 1) expect((await ask('well')).status).toBe(200);
    expect(await metric('cdg_withheld_calls_total{upstream="Provider",reason="bulkhead"}')).toBe('1');

    for (const call of hanging) call.destroy();
    while (
      (await metric('cdg_request_duration_seconds_count{route="/patient/$gpc.getstructuredrecord",status="499"}')) !==
      '3'
    );
    hangs = false;
    expect((await ask('slow')).status).toBe(200);
  });
});
