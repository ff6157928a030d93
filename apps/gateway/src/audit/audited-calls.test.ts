import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { cutAfter, hang, respond, respondJson, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { startGateway } from '../start-gateway.ts';
import { receive, type Question } from '../testing/receive.ts';
import { CONSUMER, recordText, servicesWith } from '../testing/scripted-services.ts';
import { createPseudonyms } from './pseudonym.ts';

const PATH = '/patient/$gpc.getstructuredrecord';
const INTERACTION = 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1';
const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
const KEY = 'a-key-of-at-least-32-characters-for-tests';
const NHS_NUMBER = SCENARIO_PATIENTS.fullRecord;
const PATIENT = createPseudonyms(KEY)(NHS_NUMBER);
const PEM = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const HEADERS = { 'Content-Type': 'application/fhir+json', 'Ssp-TraceID': TRACE_ID, 'ODS-from': CONSUMER };
const ACTOR = { kind: 'synthetic', id: 'synthetic-practitioner', sdsUserId: 'UNK', sdsRoleProfileId: 'UNK' };

let services: ScriptedUpstream;
let folder: string;
let file: string;
let gateway: Service | undefined;
beforeAll(async () => {
  services = await startScriptedUpstream();
  folder = await mkdtemp(join(tmpdir(), 'audited-'));
});
beforeEach(() => {
  file = join(folder, `${randomUUID()}.jsonl`);
  services.script(servicesWith());
});
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});
afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true });
});

async function open(settings: Readonly<Record<string, string>> = {}): Promise<string> {
  const config = readConfig({
    ...{ PDS_STUB_URL: services.url, SDS_STUB_URL: services.url, PROVIDER_STUB_URL: services.url },
    ...{ GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', LOG_LEVEL: 'silent', PDS_PRIVATE_KEY: PEM },
    ...{ SDS_CACHE_TTL_MS: '0', RETRY_BACK_OFF_MS: '0', MAX_HEADER_BYTES: '4096' },
    ...{ AUDIT_FILE: file, AUDIT_ANCHOR_KEY: KEY, AUDIT_PSEUDONYM_KEY: KEY, ...settings },
  });
  gateway = (await startGateway(config)).service;
  return gateway.urls.gateway ?? '';
}

const bodyFor = (value: string) =>
  `{"resourceType":"Parameters","parameter":[{"name":"patientNHSNumber","valueIdentifier":{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"${value}"}}]}`;
const asking: Question = { method: 'POST', path: PATH, headers: HEADERS, body: bodyFor(NHS_NUMBER) };

const eventSchema = z.looseObject({ event: z.string(), upstream: z.string().optional() });
type Event = z.output<typeof eventSchema>;

/** The events of requests and upstream steps, once the gateway has closed its trail. */
async function audited(): Promise<readonly Event[]> {
  await gateway?.close();
  gateway = undefined;
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  return lines
    .map((line) => eventSchema.parse(JSON.parse(line)))
    .filter(({ event }) => event === 'request' || event === 'upstream');
}

const requestOf = (events: readonly Event[]) => events.filter(({ event }) => event === 'request');

/** Asks once, and gives the one event of the request. */
async function eventOf(question: Question): Promise<Event | undefined> {
  await receive(await open(), question);
  const [event, ...others] = requestOf(await audited());
  expect(others).toEqual([]);
  return event;
}

describe('a record that was given', () => {
  test('is audited with who, for whom, between whom and how it went', async () => {
    expect(await eventOf(asking)).toEqual({
      ...{ v: 1, seq: expect.any(Number), time: expect.any(String), prev: expect.any(String), event: 'request' },
      ...{ method: 'POST', route: PATH, interaction: INTERACTION, status: 200, outcome: 'ok', ms: expect.any(Number) },
      ...{ traceId: TRACE_ID, requestId: expect.any(String), organisation: CONSUMER, actor: ACTOR, patient: PATIENT },
      ...{ practice: 'A12345', consumerAsid: '200000000359', providerAsid: '918999198738', warnings: {} },
    });
  });

  test('has an event for every exchange behind it, before its own', async () => {
    await receive(await open(), asking);
    const events = await audited();
    expect(events.map(({ event, upstream }) => upstream ?? event).sort()).toEqual(
      ['PDS', 'PDS', 'SDS', 'SDS', 'SDS', 'Provider', 'request'].sort(),
    );
    expect(events.at(-1)?.event).toBe('request');
    expect(events.at(-2)).toMatchObject({
      ...{ upstream: 'Provider', outcome: 'ok', status: 200, traceId: TRACE_ID, organisation: CONSUMER, actor: ACTOR },
      ...{ patient: PATIENT, practice: 'A12345', consumerAsid: '200000000359', providerAsid: '918999198738' },
    });
  });

  test('never begins before that stands in the file', async () => {
    const url = await open();
    services.script(
      servicesWith({
        provider: async ({ request, response }) => {
          response.writeHead(200, { 'Content-Type': 'application/fhir+json' });
          response.write(recordText(NHS_NUMBER, request.header('Ssp-TraceID')).slice(0, -2));
          await once(response, 'close');
        },
      }),
    );
    const call = httpRequest(url, { method: 'POST', path: PATH, headers: HEADERS, agent: false });
    call.end(asking.body);
    call.once('error', () => undefined);
    await once(call, 'response');
    // The first byte is here and the record still flows: what led to it must stand in the file already.
    expect(await readFile(file, 'utf8')).toMatch(/"upstream":"Provider","outcome":"ok","status":200/);
    call.destroy();
  });
});

describe('what was refused is audited like what was given', () => {
  test.each<[string, Question, object]>([
    [
      'a body that is none',
      { ...asking, body: 'x' },
      { status: 400, outcome: 'invalidBody', spineCode: 'BAD_REQUEST', organisation: CONSUMER },
    ],
    ['no NHS number', { ...asking, body: bodyFor('1234567890') }, { status: 400, spineCode: 'INVALID_NHS_NUMBER' }],
    [
      'a trace id that is none',
      { ...asking, headers: { ...HEADERS, 'Ssp-TraceID': 'x' } },
      { status: 400, outcome: 'invalidHeader', patient: PATIENT },
    ],
    [
      'another method',
      { ...asking, method: 'GET' },
      { status: 405, spineCode: 'NOT_IMPLEMENTED', method: 'GET', interaction: INTERACTION },
    ],
    ['another media type', { ...asking, headers: { ...HEADERS, 'Content-Type': 'text/plain' } }, { status: 415 }],
    ['another path', { ...asking, path: `/${NHS_NUMBER}` }, { status: 404, outcome: 'unknownPath', route: 'none' }],
    [
      'too many headers',
      { ...asking, headers: { ...HEADERS, 'X-Long': 'x'.repeat(9_000) } },
      { status: 431, route: 'none' },
    ],
  ])('%s', async (_, question, event) => {
    expect(await eventOf(question)).toMatchObject(event);
  });

  test('a request that is no HTTP', async () => {
    const socket = connect(Number(new URL(await open()).port), '127.0.0.1');
    socket.write('no HTTP\r\n\r\n');
    await text(socket);
    expect(requestOf(await audited())).toMatchObject([{ status: 400, outcome: 'invalidHeader' }]);
  });

  test('a patient whom PDS does not know', async () => {
    services.script(servicesWith({ patient: respondJson({ resourceType: 'Patient', id: '9990000123' }) }));
    expect(await eventOf(asking)).toMatchObject({ status: 404, spineCode: 'PATIENT_NOT_FOUND', patient: PATIENT });
  });

  test("the provider's own refusal, with its Spine code", async () => {
    const issue = [{ severity: 'error', code: 'forbidden', details: { coding: [{ code: 'NO_PATIENT_CONSENT' }] } }];
    services.script(
      servicesWith({ provider: respondJson({ resourceType: 'OperationOutcome', issue }, { status: 403 }) }),
    );
    const event = { status: 403, outcome: 'refusedByProvider', spineCode: 'NO_PATIENT_CONSENT' };
    expect(await eventOf(asking)).toMatchObject(event);
  });
});

describe('the true outcome is audited', () => {
  test('of a provider that fails', async () => {
    services.script(servicesWith({ provider: respond({ status: 500 }) }));
    expect(await eventOf(asking)).toMatchObject({ status: 502, outcome: 'upstreamFailed' });
  });

  test("of another patient's record", async () => {
    const body = recordText('9990000018');
    services.script(
      servicesWith({ provider: respond({ headers: { 'Content-Type': 'application/fhir+json' }, body }) }),
    );
    expect(await eventOf(asking)).toMatchObject({ status: 502, outcome: 'notTrusted' });
  });

  test('of a record that was cut', async () => {
    const body = `${recordText(NHS_NUMBER).slice(0, -2)},{"resource":{"x":"${'x'.repeat(9_000)}"}}]}`;
    const reply = { headers: { 'Content-Type': 'application/fhir+json' }, body };
    services.script(servicesWith({ provider: cutAfter(6_000, reply) }));
    expect(await eventOf(asking)).toMatchObject({ status: 200, outcome: 'cut' });
  });

  test('of a consumer that went away', async () => {
    services.script(servicesWith({ provider: hang() }));
    const before = services.requests.length;
    const call = httpRequest(await open(), { method: 'POST', path: PATH, headers: HEADERS, agent: false });
    call.once('error', () => undefined);
    call.end(asking.body);
    await services.whenRequests(before + 6);
    call.destroy();
    await services.whenDisconnected();
    const events = await audited();
    expect(events.slice(-2)).toMatchObject([
      { upstream: 'Provider', outcome: 'cancelled' },
      { event: 'request', status: 499, outcome: 'abandoned' },
    ]);
  });
});

test('reading the pages is not audited', async () => {
  const url = await open();
  await receive(url, { path: '/health' });
  await receive(url, { path: '/openapi.json' });
  expect(await audited()).toEqual([]);
});

describe('while the trail cannot be written', () => {
  const full = () => ({ AUDIT_FILE: '/dev/full', AUDIT_ANCHOR_FILE: join(folder, randomUUID()) });

  /** The gateway notices with its first event, that it has been opened. */
  async function ready(status: number): Promise<unknown> {
    for (;;) {
      const answer = await fetch(`${gateway?.urls.admin ?? ''}/health/ready`);
      const body: unknown = await answer.json();
      if (answer.status === status) return body;
    }
  }

  test('nobody is served and nothing is asked, and the gateway says that it is not ready', async () => {
    const url = await open(full());
    expect(await ready(503)).toMatchObject({ status: 'audit unavailable', checks: { audit: 'unavailable' } });
    const before = services.requests.length;
    const answer = await receive(url, asking);
    expect([answer?.status, answer?.headers['retry-after']]).toEqual([503, '5']);
    expect(answer?.body.toString()).toContain('"code":"transient"');
    expect(services.requests).toHaveLength(before);
  });

  test('everybody is served where audit is not required', async () => {
    const url = await open({ ...full(), AUDIT_REQUIRED: 'false' });
    expect(await receive(url, asking)).toMatchObject({ status: 200, isWhole: true });
  });
});
