import { createHash, randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENARIO_PATIENTS } from '@cdg/test-data';
import { respond, respondInChunks, type Answer } from '@cdg/test-kit';
import { askFor } from './support/ask.ts';
import { startFakeServices, type FakeServices } from './support/fake-services.ts';
import { recordText } from './support/good-answers.ts';
import { startLoneGateway, type LoneGateway } from './support/lone-gateway.ts';

const PATIENT = SCENARIO_PATIENTS.fullRecord;

let services: FakeServices;
let gateway: LoneGateway;
beforeAll(async () => {
  services = await startFakeServices();
  gateway = await startLoneGateway(services.settings);
});
afterAll(() => Promise.all([gateway.stop(), services.close()]));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Anybody who parses this and writes it again writes something else. */
const ODD = `,
  { "resource" : {"resourceType":"Observation",\t"id":"o-1","valueQuantity":{"value":1.10,"low":1e2, "high":-0.0 ,
    "big":12345678901234567890,"small":0.000000100},"note":[ ] , "comment":"ünï\u00e7öde \u{1f9ec} \\u00e9 \\/ \\ud83e\\uddec",
    "comment":"a name twice" }  }`;
const ODD_RECORD = Buffer.from(`\r\n ${recordText({ id: 'another id', nhsNumber: PATIENT, rest: ODD })}\n\n`);

/** Hex text shrinks to about half, so that the coded form is large, too. */
const LARGE_RECORD = Buffer.from(
  recordText({
    id: '1',
    nhsNumber: PATIENT,
    rest: Array.from(
      { length: 40 },
      () => `,{"resource":{"resourceType":"Basic","id":"${randomBytes(25_000).toString('hex')}"}}`,
    ).join(''),
  }),
);

const RECORDS = [
  { record: 'odd', bytes: ODD_RECORD },
  { record: 'large', bytes: LARGE_RECORD },
] as const;

const FRAMINGS: readonly { framing: string; send: (body: Uint8Array, headers: Record<string, string>) => Answer }[] = [
  { framing: 'with its length', send: (body, headers) => respond({ headers, body }) },
  { framing: 'in one chunk', send: (body, headers) => respondInChunks([body], { headers }) },
  { framing: 'in odd chunks', send: (body, headers) => respondInChunks(pieces(body, 4_001), { headers }) },
];

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

const cases = RECORDS.flatMap((record) => FRAMINGS.map((framing) => ({ ...record, ...framing })));
const fhir = { 'Content-Type': 'application/fhir+json' };

describe('a plain record', () => {
  test.each(cases)('arrives byte for byte: $record, $framing', async ({ bytes, send }) => {
    services.script({ provider: send(bytes, fhir) });

    const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': 'gzip' });

    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(sha256(answer.body)).toBe(sha256(bytes));
  });

  test('arrives one byte at a time as it does in one piece', async () => {
    services.script({ provider: respondInChunks(pieces(ODD_RECORD, 1), { headers: fhir }) });

    expect((await askFor(gateway.url, PATIENT)).body).toEqual(ODD_RECORD);
  });
});

describe('a gzip record', () => {
  const coded = { ...fhir, 'Content-Encoding': 'gzip' };

  test.each(cases)('arrives as it is where gzip is accepted: $record, $framing', async ({ bytes, send }) => {
    const zipped = gzipSync(bytes);
    services.script({ provider: send(zipped, coded) });

    const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': 'br;q=1.0, gzip;q=0.8' });

    expect(services.asked('provider')[0]?.header('Accept-Encoding')).toBe('gzip');
    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(sha256(answer.body)).toBe(sha256(zipped));
    expect(sha256(gunzipSync(answer.body))).toBe(sha256(bytes));
  });

  test.each(cases)('arrives inflated where it is not: $record, $framing', async ({ bytes, send }) => {
    services.script({ provider: send(gzipSync(bytes), coded) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(services.asked('provider')[0]?.header('Accept-Encoding')).toBe('identity');
    expect(answer).toMatchObject({ status: 200, cut: false });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(sha256(answer.body)).toBe(sha256(bytes));
  });

  test.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'identity;q=1, gzip;q=0', '*;q=0'])(
    'is inflated for a consumer that accepts %p',
    async (acceptEncoding) => {
      services.script({ provider: respond({ headers: coded, body: gzipSync(ODD_RECORD) }) });

      const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': acceptEncoding });

      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.body).toEqual(ODD_RECORD);
    },
  );

  test.each(['gzip', 'GZIP', 'deflate, gzip', '*', 'gzip;q=0.001'])(
    'is passed on to a consumer that accepts %p',
    async (acceptEncoding) => {
      services.script({ provider: respond({ headers: coded, body: gzipSync(ODD_RECORD) }) });

      const answer = await askFor(gateway.url, PATIENT, { 'Accept-Encoding': acceptEncoding });

      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(answer.body)).toEqual(ODD_RECORD);
    },
  );

  test('may be of several members', async () => {
    const halves = [ODD_RECORD.subarray(0, 400), ODD_RECORD.subarray(400)].map((half) => gzipSync(half));
    services.script({ provider: respond({ headers: coded, body: Buffer.concat(halves) }) });

    expect((await askFor(gateway.url, PATIENT)).body).toEqual(ODD_RECORD);
  });

  test('is known by the older name of its coding, too', async () => {
    services.script({
      provider: respond({ headers: { ...fhir, 'Content-Encoding': 'x-gzip' }, body: gzipSync(ODD_RECORD) }),
    });

    expect((await askFor(gateway.url, PATIENT)).body).toEqual(ODD_RECORD);
  });
});

describe('the head of a record', () => {
  test.each([
    'application/fhir+json',
    'application/fhir+json;charset=utf-8',
    'application/fhir+json; charset=UTF-8; fhirVersion=3.0',
    'application/json+fhir',
    'application/json+fhir;charset=utf-8',
    'APPLICATION/FHIR+JSON',
  ])('keeps the media type of the provider: %s', async (contentType) => {
    services.script({ provider: respond({ headers: { 'Content-Type': contentType }, body: ODD_RECORD }) });

    const answer = await askFor(gateway.url, PATIENT);

    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(contentType);
  });

  test("has the gateway's own headers, and none of the provider's", async () => {
    const theirs = {
      'Set-Cookie': 'a=b',
      Server: 'gp/1.0',
      'X-Powered-By': 'gp',
      ETag: '"1"',
      'Cache-Control': 'public',
    };
    services.script({ provider: respond({ headers: { ...fhir, ...theirs }, body: ODD_RECORD }) });

    const { headers } = await askFor(gateway.url, PATIENT);

    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    for (const name of ['set-cookie', 'server', 'x-powered-by', 'etag']) expect(headers).not.toHaveProperty(name);
  });

  test.each([200, 201, 203])('keeps the status %s', async (status) => {
    services.script({ provider: respond({ status, headers: fhir, body: ODD_RECORD }) });

    expect((await askFor(gateway.url, PATIENT)).status).toBe(status);
  });
});
