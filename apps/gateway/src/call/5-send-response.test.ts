import { createServer } from 'node:http';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { INTERACTIONS } from '@cdg/gp-connect';
import { startDeadline, UpstreamError, type Deadline } from '@cdg/http-client';
import type { ProviderAnswer } from '@cdg/provider-client';
import { CONFORMANCE_PATIENTS, SCENARIO_PATIENTS } from '@cdg/test-data';
import { receive, type Received } from '../testing/receive.ts';
import type { ConsumerRequest } from './1-validate-request.ts';
import { sendResponse } from './5-send-response.ts';

const TRACE_ID = '3b1c2a54-6f0d-4e0a-9d0c-0d5a9f1f7c11';
const GUARD_BYTES = 2_000;

const request: ConsumerRequest = {
  interaction: INTERACTIONS.getStructuredRecord,
  nhsNumber: SCENARIO_PATIENTS.fullRecord,
  body: Buffer.from('{}'),
  traceId: TRACE_ID,
  requestId: TRACE_ID,
  correlationId: TRACE_ID,
  consumerOds: 'S55555',
  acceptsGzip: false,
};

function recordOf(nhsNumber: string, { id = TRACE_ID, rest = '' } = {}): Buffer {
  const identifier = [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: nhsNumber }];
  const patient = JSON.stringify({ resourceType: 'Patient', identifier });
  return Buffer.from(`{"resourceType":"Bundle","id":"${id}","entry":[{"resource":${patient}}${rest}]}`);
}

/** With a decimal that JSON.parse would alter, and longer than what is held back. */
const RECORD = recordOf(request.nhsNumber, {
  rest: `,{"resource":{"value":1.10}},{"resource":{"text":"${'\u00e9'.repeat(3_000)}"}}`,
});

const REFUSAL = JSON.stringify({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'not-found', details: { coding: [{ code: 'PATIENT_NOT_FOUND' }] } }],
});

let mismatches: number;
/** How much the watch over a record's length has been told of. */
let passed: number;
let failure: unknown;
let deadline: Deadline;
let beforeFirstByte: () => Promise<void>;
let refusals: (string | undefined)[];
let warnings: Readonly<Record<string, number>> | undefined;
beforeEach(() => {
  beforeFirstByte = () => Promise.resolve();
  refusals = [];
  warnings = undefined;
  mismatches = 0;
  passed = 0;
  failure = undefined;
  deadline = startDeadline(60_000);
});
afterEach(() => {
  deadline.lift();
});

/** Has an answer sent to a consumer, and gives what came there; undefined when nothing did. */
async function send(answer: ProviderAnswer, acceptsGzip = false): Promise<Received | undefined> {
  const server = createServer((_req, res) => {
    const delivery = { res, request: { ...request, acceptsGzip }, deadline };
    const onBundleIdMismatch = () => (mismatches += 1);
    const settings = {
      ...{ patientGuardBytes: GUARD_BYTES, consumerIdleMs: 10_000, onBundleIdMismatch },
      beforeFirstByte: () => beforeFirstByte(),
      watchLength: () => (bytes: number) => (passed += bytes),
      onRefusal: (code: string | undefined) => refusals.push(code),
      onWarnings: (counts: Readonly<Record<string, number>>) => (warnings = counts),
    };
    sendResponse(answer, delivery, settings).catch((error: unknown) => {
      failure = error;
      if (!res.headersSent) res.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const address = server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
    return await receive(`http://127.0.0.1:${address.port}`);
  } finally {
    server.close();
  }
}

const FHIR = { 'content-type': 'application/fhir+json;charset=utf-8' };
const GZIP = { ...FHIR, 'content-encoding': 'gzip' };

type Headers = Readonly<Record<string, string>>;

function record(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, headers: Headers = FHIR, status = 200) {
  const body = bodyOf(chunks);
  return { record: { status, header: (name: string) => headers[name.toLowerCase()], body }, body };
}

/** An answer's body of these chunks, that remembers whether it was let go. */
function bodyOf(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  const stream = Readable.from(chunks);
  stream.on('error', () => undefined);
  const iterator: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  const read = async () => {
    const next = await iterator.next();
    return next.done === true ? undefined : Buffer.from(next.value);
  };
  return {
    read,
    destroy: () => {
      stream.destroy();
    },
    isDestroyed: () => stream.destroyed,
    onceOver: () => undefined,
    [Symbol.asyncIterator]: () => {
      throw new Error('read it by `read`');
    },
  };
}

function refusal(body: Uint8Array, headers: Headers = FHIR, status = 404) {
  return { refusal: { status, header: (name: string) => headers[name.toLowerCase()], body: Buffer.from(body) } };
}

async function* breaking(error: Error, ...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  for (const chunk of chunks) yield Promise.resolve(chunk);
  throw error;
}

const inPieces = (bytes: Uint8Array, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );

describe('a record', () => {
  test.each([
    ['at once', [RECORD]],
    ['in pieces', inPieces(RECORD, 7)],
    ['with empty pieces', [Buffer.alloc(0), RECORD, Buffer.alloc(0)]],
  ])('goes through byte for byte, with its status, length and media type, when it comes %s', async (_, chunks) => {
    const answer = record(chunks, { ...FHIR, 'content-length': String(RECORD.length) }, 206);
    const received = await send(answer);
    expect(received).toMatchObject({ status: 206, body: RECORD, isWhole: true });
    expect(received?.headers).toMatchObject({ ...FHIR, 'content-length': String(RECORD.length) });
    expect(received?.headers['content-encoding']).toBeUndefined();
    expect([failure, mismatches, answer.body.isDestroyed()]).toEqual([undefined, 0, true]);
  });

  test.each([
    ['gzip', true],
    ['x-gzip', true],
    ['GZIP', true],
  ])('in %s goes through as it is to a consumer that takes it', async (coding, acceptsGzip) => {
    const bytes = gzipSync(RECORD);
    const received = await send(record(inPieces(bytes, 5), { ...GZIP, 'content-encoding': coding }), acceptsGzip);
    expect(received).toMatchObject({ status: 200, body: bytes, isWhole: true });
    expect(received?.headers['content-encoding']).toBe('gzip');
  });

  test.each([true, false])('in gzip counts by what it inflates to: taken as gzip %s', async (acceptsGzip) => {
    await send(record([gzipSync(RECORD)], GZIP), acceptsGzip);
    expect(passed).toBe(RECORD.length);
  });

  test('in gzip is inflated for a consumer that does not take it', async () => {
    const received = await send(record([gzipSync(RECORD)], GZIP));
    expect(received).toMatchObject({ status: 200, body: RECORD, isWhole: true });
    expect(received?.headers['content-encoding']).toBeUndefined();
  });

  test.each(['application/json+fhir', 'APPLICATION/FHIR+JSON'])('may be %s', async (contentType) => {
    const received = await send(record([RECORD], { 'content-type': contentType, 'content-encoding': 'identity' }));
    expect(received?.headers['content-type']).toBe(contentType);
  });

  test('of another Bundle.id goes through, and is told', async () => {
    const body = recordOf(request.nhsNumber, { id: 'other' });
    expect(await send(record([body]))).toMatchObject({ status: 200, body, isWhole: true });
    expect(mismatches).toBe(1);
  });

  test('stops the clock of the request once it is known', async () => {
    const lifted = Promise.withResolvers<undefined>();
    const { lift } = deadline;
    deadline = {
      ...deadline,
      lift: () => {
        lift();
        lifted.resolve(undefined);
      },
    };
    async function* whenLifted(): AsyncGenerator<Uint8Array, void> {
      yield RECORD.subarray(0, 300);
      await lifted.promise;
      yield RECORD.subarray(300);
    }
    expect(await send(record(whenLifted()))).toMatchObject({ isWhole: true });
  });
});

describe('the audit', () => {
  test('comes before the first byte: without it nothing of the record leaves', async () => {
    beforeFirstByte = () => Promise.reject(new Error('no audit'));
    expect(await send(record([RECORD]))).toBeUndefined();
    expect(failure).toMatchObject({ message: 'no audit' });
  });

  test('comes before a refusal, too', async () => {
    beforeFirstByte = () => Promise.reject(new Error('no audit'));
    expect(await send(refusal(Buffer.from(REFUSAL)))).toBeUndefined();
    expect(failure).toMatchObject({ message: 'no audit' });
  });

  test.each([
    ['PATIENT_NOT_FOUND', 'PATIENT_NOT_FOUND'],
    ['9990000018 is unknown', undefined],
    ['toString', undefined],
  ])('is told the Spine code of a refusal, if it is one: %s', async (code, told) => {
    await send(refusal(Buffer.from(REFUSAL.replace('PATIENT_NOT_FOUND', code))));
    expect(refusals).toEqual([told]);
  });

  test.each([
    ['plain', (bytes: Buffer) => inPieces(bytes, 9), FHIR, false],
    ['gzip that is passed on', (bytes: Buffer) => [gzipSync(bytes)], GZIP, true],
    ['gzip that is inflated', (bytes: Buffer) => [gzipSync(bytes)], GZIP, false],
  ])('is told what a record warns of: %s', async (...row) => {
    const [, chunksOf, headers, acceptsGzip] = row;
    const extension = `{"url":"https://fhir.nhs.uk/STU3/StructureDefinition/Extension-CareConnect-GPC-ListWarningCode-1","valueCode":"data-in-transit"}`;
    const bytes = recordOf(request.nhsNumber, { rest: `,{"resource":{"extension":[${extension}]}}` });
    expect(await send(record(chunksOf(bytes), headers), acceptsGzip)).toMatchObject({ isWhole: true });
    expect(warnings).toEqual({ 'data-in-transit': 1 });
  });
});

describe('a record that is not to be trusted never begins', () => {
  const other = recordOf(CONFORMANCE_PATIENTS.everyArea);
  const far = recordOf(request.nhsNumber)
    .toString()
    .replace('[', `[{"resource":{"text":"${'x'.repeat(2_000)}"}},`);

  test.each([
    ["another patient's", record([other])],
    ["another patient's, in gzip", record([gzipSync(other)], GZIP)],
    ['with its Patient beyond the limit', record(inPieces(Buffer.from(far), 100))],
    ['with its Patient beyond the limit once inflated', record([gzipSync(far)], GZIP)],
    ['ending before its Patient', record([RECORD.subarray(0, 100)])],
    ['empty', record([])],
    ['gzip that is none', record([RECORD], GZIP)],
    ['gzip cut off', record([gzipSync(RECORD, { level: 0 }).subarray(0, 60)], GZIP)],
    ['gzip that expands to nothing for ever', record(endlessName(), GZIP)],
    ['HTML that says it is FHIR', record([Buffer.from('<html></html>')])],
  ])('%s', async (_, answer) => {
    expect(await send(answer, true)).toBeUndefined();
    expect(failure).toMatchObject({
      kind: 'notTrusted',
      diagnostics: 'Provider response did not match the request',
    });
    expect(answer.body.isDestroyed()).toBe(true);
  });

  test.each([
    ['media type', { 'content-type': 'text/html' }],
    ['media type', { 'content-type': 'application/json' }],
    ['media type', {}],
    ['content coding', { ...FHIR, 'content-encoding': 'br' }],
    ['content coding', { ...FHIR, 'content-encoding': 'gzip, gzip' }],
  ])('of an unexpected %s: %j', async (what, headers) => {
    const answer = record([RECORD], headers);
    expect(await send(answer)).toBeUndefined();
    expect(failure).toMatchObject({
      kind: 'upstreamFailed',
      diagnostics: `Provider request failed: unexpected ${what}`,
    });
    expect(answer.body.isDestroyed()).toBe(true);
  });

  test('whose connection breaks fails with that', async () => {
    const broken = new UpstreamError('Provider', { kind: 'network' });
    expect(await send(record(breaking(broken, RECORD.subarray(0, 100))))).toBeUndefined();
    expect(failure).toBe(broken);
  });
});

describe('the length that the provider announced', () => {
  const coded = gzipSync(RECORD);
  const lengthOf = (bytes: Uint8Array) => ({ 'content-length': String(bytes.length) });

  const announced = async (...[answer, acceptsGzip]: Parameters<typeof send>) => {
    const received = await send(answer, acceptsGzip);
    expect(received).toMatchObject({ status: 200, isWhole: true });
    return received?.headers['content-length'];
  };

  test('goes out with the same bytes, plain or coded', async () => {
    expect(await announced(record([RECORD], { ...FHIR, ...lengthOf(RECORD) }))).toBe(String(RECORD.length));
    expect(await announced(record([coded], { ...GZIP, ...lengthOf(coded) }), true)).toBe(String(coded.length));
  });

  test('does not go out with other bytes, nor when it is no number', async () => {
    expect(await announced(record([coded], { ...GZIP, ...lengthOf(coded) }))).toBeUndefined();
    expect(await announced(record([RECORD], { ...FHIR, 'content-length': '5, 5' }))).toBeUndefined();
  });
});

describe('a record that had begun and turns out not to be whole is cut', () => {
  const broken = new UpstreamError('Provider', { kind: 'timeout' });

  test.each<[string, Parameters<typeof record>, string]>([
    ['its connection broke', [breaking(broken, RECORD.subarray(0, 1_000))], 'UpstreamError'],
    ['it ends early', [[RECORD.subarray(0, 1_000)]], 'BrokenRecordError'],
    ['it ends with something else', [[RECORD, Buffer.from(']')]], 'BrokenRecordError'],
    [
      'it ends with something else, in as many bytes as were announced',
      [[Buffer.concat([RECORD, Buffer.from(']')])], { ...FHIR, 'content-length': String(RECORD.length + 1) }],
      'BrokenRecordError',
    ],
    ['its gzip ends early', [[gzipSync(RECORD, { level: 0 }).subarray(0, -9)], GZIP], 'BrokenRecordError'],
    ['its gzip has a wrong check sum', [[wrongSum(gzipSync(RECORD, { level: 0 }))], GZIP], 'BrokenRecordError'],
  ])('because %s', async (_, answer, name) => {
    const received = await send(record(...answer), true);
    expect(received).toMatchObject({ status: 200, isWhole: false });
    expect(failure).toMatchObject({ name });
  });
});

describe('a refusal', () => {
  const body = Buffer.from(
    JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] }),
  );

  test('about the patient goes through byte for byte', async () => {
    const received = await send(refusal(body));
    expect(received).toMatchObject({ status: 404, body, isWhole: true });
    expect(received?.headers).toMatchObject({
      'content-type': FHIR['content-type'],
      'content-length': String(body.length),
    });
  });

  test('in gzip goes through as it is to a consumer that takes it', async () => {
    const received = await send(refusal(gzipSync(body), GZIP), true);
    expect(received?.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(received?.body ?? '')).toEqual(body);
  });

  test('in gzip is inflated for a consumer that does not', async () => {
    const received = await send(refusal(gzipSync(body), GZIP));
    expect(received?.headers['content-encoding']).toBeUndefined();
    expect(received?.body).toEqual(body);
  });

  test("that is the gateway's own business becomes an error", async () => {
    expect(await send(refusal(body, FHIR, 500))).toBeUndefined();
    expect(failure).toMatchObject({ diagnostics: 'Provider request failed: Internal Server Error' });
  });
});

/** Gzip may name its file, at any length: nothing of it is data. */
function* endlessName(): Generator<Uint8Array, void> {
  yield Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3]);
  for (;;) yield Buffer.alloc(100, 'x');
}

function wrongSum(bytes: Buffer): Buffer {
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 8) ^ 1, bytes.length - 8);
  return bytes;
}
