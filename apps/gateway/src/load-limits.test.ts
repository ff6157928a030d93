import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Service } from '@cdg/http-server';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { hold, respond, startScriptedUpstream, type ScriptedUpstream } from '@cdg/test-kit';
import {
  createGatewaysForTests,
  RECORD_PATH,
  recordQuestion,
  type GatewaysForTests,
} from './testing/gateway-for-tests.ts';
import { receive, type Question } from './testing/receive.ts';
import { recordText, servicesWith } from './testing/scripted-services.ts';

const QUESTION = recordQuestion(SCENARIO_PATIENTS.fullRecord);
const FHIR = { 'Content-Type': 'application/fhir+json' };

let services: ScriptedUpstream;
let gateways: GatewaysForTests;
let sockets: Socket[];

beforeAll(async () => {
  services = await startScriptedUpstream();
});
beforeEach(async () => {
  services.script(servicesWith());
  gateways = await createGatewaysForTests();
  sockets = [];
});
afterEach(async () => {
  sockets.forEach((socket) => socket.destroy());
  await gateways.close();
});
afterAll(() => services.close());

const urlOf = ({ urls }: Service, name: 'gateway' | 'admin' = 'gateway') => urls[name] ?? '';

async function ask(gateway: Service, question: Question = QUESTION) {
  const answer = await receive(urlOf(gateway), question);
  return { status: answer?.status, retryAfter: answer?.headers['retry-after'], body: answer?.body.toString() ?? '' };
}

async function metric(gateway: Service, name: string): Promise<number> {
  const page = await receive(urlOf(gateway, 'admin'), { path: '/metrics' });
  return Number(new RegExp(`^${name} (.*)$`, 'm').exec(page?.body.toString() ?? '')?.[1]);
}

function connectTo(gateway: Service): Socket {
  const socket = connect(Number(new URL(urlOf(gateway)).port), '127.0.0.1').on('error', () => undefined);
  sockets.push(socket);
  return socket;
}

const head = (length: number) =>
  `POST ${RECORD_PATH} HTTP/1.1\r\nHost: a\r\nContent-Type: application/fhir+json\r\nContent-Length: ${length}\r\n\r\n`;

/** The question as it goes over the wire. */
function asText(): string {
  const { path, headers, body } = QUESTION;
  const fields = { ...headers, Host: 'a', 'Content-Length': Buffer.byteLength(body) };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

describe('as many requests as may be under way', () => {
  test('mean 503 at once for one more, before its body is read, and for no page', async () => {
    const gateway = await gateways.open(services.url, { MAX_IN_FLIGHT: '1' });
    const record = hold(respond({ headers: FHIR, body: recordText(SCENARIO_PATIENTS.fullRecord) }));
    services.script(servicesWith({ provider: record.answer }));
    const before = services.requests.length;
    const first = ask(gateway);
    await services.whenRequests(before + 1);

    const socket = connectTo(gateway);
    socket.write(head(100));
    const answer = await new Promise((resolve) => socket.once('data', resolve));
    expect(String(answer)).toMatch(/^HTTP\/1\.1 503 [^]*Retry-After: 1\r\n[^]*"code":"transient"/);
    expect(await metric(gateway, 'cdg_requests_in_flight')).toBe(1);
    expect(await metric(gateway, 'cdg_requests_shed_total')).toBe(1);
    for (const path of ['/health', '/openapi.json']) {
      expect(await ask(gateway, { method: 'GET', path })).toMatchObject({ status: 200 });
    }

    record.release();
    expect(await first).toMatchObject({ status: 200 });
    expect(await ask(gateway)).toMatchObject({ status: 200 });
    expect(await metric(gateway, 'cdg_requests_in_flight')).toBe(0);
  });

  test('are counted until the answer is out, however long it is read', async () => {
    const gateway = await gateways.open(services.url, { MAX_IN_FLIGHT: '1' });
    const record = `${recordText(SCENARIO_PATIENTS.fullRecord).slice(0, -1)}${' '.repeat(20_000_000)}}`;
    services.script(servicesWith({ provider: respond({ headers: FHIR, body: record }) }));
    const slow = connectTo(gateway).pause();
    slow.write(asText());
    await once(slow, 'readable');

    expect(await ask(gateway)).toMatchObject({ status: 503 });
    slow.destroy();
    while ((await metric(gateway, 'cdg_requests_in_flight')) > 0) await new Promise(setImmediate);
  });
});

describe('the rate limit of a consumer', () => {
  test('means 429 with the time to wait, and no upstream is asked', async () => {
    const gateway = await gateways.open(services.url, { RATE_LIMIT_PER_MINUTE: '2' });
    expect(await ask(gateway)).toMatchObject({ status: 200 });
    expect(await ask(gateway)).toMatchObject({ status: 200 });
    const before = services.requests.length;

    const { status, retryAfter, body } = await ask(gateway);
    expect([status, JSON.parse(body)]).toMatchObject([
      429,
      { issue: [{ code: 'throttled', details: { coding: [{ code: 'BAD_REQUEST' }] } }] },
    ]);
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(58);
    expect(Number(retryAfter)).toBeLessThanOrEqual(60);
    expect(services.requests).toHaveLength(before);
    expect(await metric(gateway, 'cdg_requests_rate_limited_total')).toBe(1);
  });

  test('is of each consumer, in whatever case it writes its code', async () => {
    const gateway = await gateways.open(services.url, { RATE_LIMIT_PER_MINUTE: '1' });
    expect(await ask(gateway)).toMatchObject({ status: 200 });
    expect(await ask(gateway, recordQuestion(SCENARIO_PATIENTS.fullRecord, { 'ODS-from': 's55555' }))).toMatchObject({
      status: 429,
    });
    expect(await ask(gateway, recordQuestion(SCENARIO_PATIENTS.fullRecord, { 'ODS-from': 'CONSUMER' }))).toMatchObject({
      status: 200,
    });
  });

  test('does not count requests that are not well-formed', async () => {
    const gateway = await gateways.open(services.url, { RATE_LIMIT_PER_MINUTE: '1' });
    const malformed = recordQuestion(SCENARIO_PATIENTS.fullRecord, { 'X-Correlation-ID': 'x' });
    expect(await ask(gateway, malformed)).toMatchObject({ status: 400 });
    expect(await ask(gateway, malformed)).toMatchObject({ status: 400 });
    expect(await ask(gateway)).toMatchObject({ status: 200 });
  });
});

describe('a slow client', () => {
  test.each([
    ['sends nothing', { HEADERS_TIMEOUT_MS: '50' }, ''],
    ['sends headers slowly', { HEADERS_TIMEOUT_MS: '50' }, head(100).slice(0, -2)],
    ['sends its body slowly', { REQUEST_TIMEOUT_MS: '50' }, `${head(100)}{`],
  ])('that %s gets 408, and its connection is closed', async (_, settings, sent) => {
    const gateway = await gateways.open(services.url, settings);
    const socket = connectTo(gateway);
    socket.write(sent);

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 [^]*Connection: close\r\n[^]*"OperationOutcome"/);
  });

  test('that sends no other request has its connection closed', async () => {
    const gateway = await gateways.open(services.url, { KEEP_ALIVE_TIMEOUT_MS: '50' });
    const socket = connectTo(gateway);
    socket.write('GET /health HTTP/1.1\r\nHost: a\r\n\r\n');

    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 [^]*"healthy"/);
  });

  test('that takes nothing of a record loses it', async () => {
    const gateway = await gateways.open(services.url, { CONSUMER_IDLE_TIMEOUT_MS: '100' });
    const record = `${recordText(SCENARIO_PATIENTS.fullRecord).slice(0, -1)}${' '.repeat(20_000_000)}}`;
    services.script(servicesWith({ provider: respond({ headers: FHIR, body: record }) }));
    const socket = connectTo(gateway).pause();
    socket.write(asText());
    await once(socket, 'readable');
    while ((await metric(gateway, 'cdg_requests_in_flight')) > 0) await new Promise(setImmediate);
  });
});

describe('as many connections as may be open', () => {
  test('mean that one more is closed at once, and counted', async () => {
    const gateway = await gateways.open(services.url, { MAX_CONNECTIONS: '1' });
    const first = connectTo(gateway);
    await once(first, 'connect');
    const second = connectTo(gateway);
    await new Promise((resolve) => second.once('close', resolve).resume());

    expect(await metric(gateway, 'cdg_connections_refused_total')).toBe(1);
    first.end('GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await text(first)).toMatch(/^HTTP\/1\.1 200 /);
  });
});
