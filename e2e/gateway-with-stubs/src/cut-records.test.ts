import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondRaw, type Answer, type Exchange } from '@cdg/test-kit';
import { askFor } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';
import { askWithHttp10, beginToRead } from './support/reading-consumer.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;
const REST = `,{"resource":{"resourceType":"Basic","id":"${'x'.repeat(10_000)}"}}`;
const RECORD = recordText({ id: '1', nhsNumber: PATIENT, rest: REST });
const FHIR = { 'Content-Type': 'application/fhir+json' };
const GZIP = { ...FHIR, 'Content-Encoding': 'gzip' };

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));
beforeEach(() => {
  services.script();
});

/** Sends a good beginning of the record; what happens to the rest waits for the test. */
function beginning(then: (exchange: Exchange) => void, headers: Record<string, string | number> = {}) {
  const gate = Promise.withResolvers<undefined>();
  const answer: Answer = async (exchange) => {
    exchange.response.writeHead(200, { ...FHIR, ...headers });
    exchange.response.write(RECORD.slice(0, 1_000));
    await gate.promise;
    then(exchange);
  };
  const goOn = () => {
    gate.resolve(undefined);
  };
  return { answer, goOn };
}

describe('a record that breaks off', () => {
  const length = { 'Content-Length': Buffer.byteLength(RECORD) };

  test.each<[string, (exchange: Exchange) => void, Record<string, number>]>([
    ['with fewer bytes than promised', ({ response }) => response.socket?.end(), length],
    ['with fewer bytes than promised, reset', ({ response }) => response.socket?.resetAndDestroy(), length],
    ['without its last chunk', ({ response }) => response.socket?.end(), {}],
    ['without its last chunk, reset', ({ response }) => response.socket?.resetAndDestroy(), {}],
    ['in a chunk of another length', ({ response }) => response.socket?.end('zz\r\n'), {}],
  ])('begins with 200, and is cut: %s', async (_, then, headers) => {
    const cuts = await gateway.metric('cdg_records_cut_total');
    const { answer, goOn } = beginning(then, headers);
    services.script({ provider: answer });
    const begun = await beginToRead(gateway.url, PATIENT);
    expect(begun.status).toBe(200);

    goOn();
    const { body, cut } = await begun.rest();

    expect(cut).toBe(true);
    expect(RECORD.startsWith(body.toString())).toBe(true);
    expect(await gateway.metric('cdg_records_cut_total')).toBe(cuts + 1);
    expect(services.asked('provider')).toHaveLength(1);
    services.script();
    expect((await askFor(gateway.url, PATIENT)).status).toBe(200);
  });

  test('is cut for a consumer of HTTP/1.0, too, who would take the end of the connection for its end', async () => {
    const { answer, goOn } = beginning(({ response }) => response.socket?.end());
    services.script({ provider: answer });
    const { begun, ended } = askWithHttp10(gateway.url, PATIENT);
    await begun;

    goOn();

    expect((await ended).failed).toBe(true);
  });

  test('but is whole for a consumer of HTTP/1.0 when it is', async () => {
    services.script({ provider: respond({ headers: FHIR, body: RECORD }) });

    const { text, failed } = await askWithHttp10(gateway.url, PATIENT).ended;

    expect(failed).toBe(false);
    expect(text.startsWith('HTTP/1.1 200 OK\r\n')).toBe(true);
    expect(text.endsWith(`\r\n\r\n${RECORD}`)).toBe(true);
  });
});

describe('a record with neither length nor chunks, which ends with its connection', () => {
  const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\n\r\n';
  const INNER = RECORD.slice(0, -2);

  test('is whole when it is', async () => {
    services.script({ provider: respondRaw(HEAD + RECORD) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.body.toString()).toBe(RECORD);
  });

  test.each([
    ['in the middle of a text', RECORD.slice(0, -100)],
    ['behind an inner brace', INNER],
    ['behind a bracket', RECORD.slice(0, -1)],
  ])('is cut when that breaks off %s', async (_, text) => {
    services.script({ provider: respondRaw(HEAD + text) });

    expect(await askFor(gateway.url, PATIENT)).toMatchObject({ status: 200, cut: true });
  });

  test('is cut when that is reset behind an inner brace', async () => {
    const gate = Promise.withResolvers<undefined>();
    services.script({
      provider: async ({ response: { socket } }) => {
        socket?.write(HEAD + INNER);
        await gate.promise;
        socket?.resetAndDestroy();
      },
    });
    const begun = await beginToRead(gateway.url, PATIENT);

    gate.resolve(undefined);

    expect((await begun.rest()).cut).toBe(true);
  });
});

describe('a record that HTTP takes for whole, and is not', () => {
  const zipped = gzipSync(RECORD);
  const whole = (body: string | Uint8Array, headers = FHIR) => respond({ headers, body });

  test.each([
    ['without its last brace', whole(RECORD.slice(0, -1))],
    ['in the middle of a text', whole(RECORD.slice(0, -100))],
    ['behind an inner brace', whole(RECORD.slice(0, -2))],
    ['without its last brace, but with blanks', whole(`${RECORD.slice(0, -1)} \r\n\t`)],
    ['with something after it', whole(`${RECORD},`)],
    ['gzip without its last byte', whole(zipped.subarray(0, -1), GZIP)],
    ['gzip without its trailer', whole(zipped.subarray(0, -8), GZIP)],
    ['gzip without its last block', whole(zipped.subarray(0, -20), GZIP)],
    ['gzip of a record without its last brace', whole(gzipSync(RECORD.slice(0, -1)), GZIP)],
    ['gzip of a record up to an inner brace', whole(gzipSync(RECORD.slice(0, -2)), GZIP)],
  ])('begins with 200, and is cut: %s', async (_, provider) => {
    for (const accepted of ['identity', 'gzip']) {
      services.script({ provider });
      const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': accepted });
      expect(answer).toMatchObject({ status: 200, cut: true });
    }
  });

  test('begins with 200, and is cut: gzip with a wrong check sum', async () => {
    const large = recordText({
      id: '1',
      nhsNumber: PATIENT,
      rest: REST.replace('x', randomBytes(200_000).toString('hex')),
    });
    const damaged = gzipSync(large);
    damaged.writeUInt32LE(0, damaged.length - 8);
    services.script({ provider: whole(damaged, GZIP) });

    expect(await askFor(gateway.url, PATIENT)).toMatchObject({ status: 200, cut: true });
  });

  test.each([' ', '\r\n', ' \t\n\r '.repeat(10_000)])('blanks after the last brace do no harm', async (blanks) => {
    services.script({ provider: whole(RECORD + blanks) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.body.toString()).toBe(RECORD + blanks);
  });
});
