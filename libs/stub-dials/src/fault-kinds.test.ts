import { once } from 'node:events';
import { Agent } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, askJson, type Question, type Seen } from './testing/ask.ts';
import { ALICE, recordOf, startExampleStub, type ExampleStub } from './testing/example-stub.ts';

const FHIR = 'application/fhir+json';
/** Every way in which a route may write its answer: a fault that alters it must work for each. */
const WRITTEN = ['whole', 'streamed', 'gzip', 'plain'].map((way) => ({ way, path: `/${way}/${ALICE}` }));

let stub: ExampleStub;

beforeEach(async () => {
  stub = await startExampleStub();
});
afterEach(async () => {
  await stub.running.close(0);
});

async function dial(fault: object, more: object = {}): Promise<void> {
  const { status } = await askJson('POST', `${stub.url}/_stub/faults`, { fault, ...more });
  expect(status).toBe(201);
}
const get = (path: string, question?: Question): Promise<Seen> => ask(stub.url + path, question);
const textOf = ({ headers, body }: Seen) =>
  (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();

describe('faults that take the answer over', () => {
  test.each([
    {
      what: 'a bare status has a short JSON body',
      fault: { status: 503 },
      type: 'application/json',
      body: '{"error":"fault dialled at this stub: status 503"}',
    },
    {
      what: 'a resource is FHIR',
      fault: { status: 404, body: { resourceType: 'OperationOutcome' } },
      type: FHIR,
      body: '{"resourceType":"OperationOutcome"}',
    },
    {
      what: 'text is sent as it stands',
      fault: { status: 500, body: '{"a":1.10' },
      type: 'application/json',
      body: '{"a":1.10',
    },
    { what: 'null is JSON too', fault: { status: 200, body: null }, type: 'application/json', body: 'null' },
    {
      what: 'a media type may be given',
      fault: { status: 502, headers: { 'content-type': 'text/html' }, body: '<p>' },
      type: 'text/html',
      body: '<p>',
    },
  ])('status: $what', async ({ fault, type, body }) => {
    await dial({ kind: 'status', ...fault });
    const seen = await get(`/whole/${ALICE}`);
    expect([seen.status, seen.headers['content-type'], seen.body.toString()]).toEqual([fault.status, type, body]);
  });

  test('status: headers are sent, numbers too', async () => {
    await dial({ kind: 'status', status: 429, headers: { 'Retry-After': 7, 'X-Note': 'slow down' } });
    expect((await get(`/whole/${ALICE}`)).headers).toMatchObject({ 'retry-after': '7', 'x-note': 'slow down' });
  });

  test.each([204, 304])('status: %i has no body', async (status) => {
    await dial({ kind: 'status', status, body: 'ignored' });
    const seen = await get(`/whole/${ALICE}`);
    expect([seen.status, seen.body.length, seen.headers['content-length'], seen.complete]).toEqual([
      status,
      0,
      undefined,
      true,
    ]);
  });

  test('status: timesPerRequestId counts each X-Request-ID for itself, then lets it through', async () => {
    await dial({ kind: 'status', status: 503, timesPerRequestId: 2 });
    const statuses = async (id: string) => {
      const headers = { 'X-Request-ID': id };
      const seen: number[] = [];
      for (let time = 0; time < 3; time += 1) seen.push((await get(`/whole/${ALICE}`, { headers })).status);
      return seen;
    };
    expect(await statuses('one')).toEqual([503, 503, 200]);
    expect(await statuses('two')).toEqual([503, 503, 200]);
    expect((await get(`/whole/${ALICE}`, { headers: { 'X-Request-ID': 'one' } })).status).toBe(200);
  });

  test('hang: there is no answer; closing the server lets go of the connection', async () => {
    await dial({ kind: 'hang' });
    const seen = get(`/whole/${ALICE}`);
    await new Promise((resolve) => stub.running.server.once('request', resolve));
    await stub.running.close(20);
    expect(await seen).toMatchObject({ status: 0, complete: false });
  });

  test('reset: the connection is reset without any answer', async () => {
    await dial({ kind: 'reset' });
    expect(await get(`/whole/${ALICE}`)).toMatchObject({ status: 0, complete: false, error: 'ECONNRESET' });
  });

  test('html: a page with status 200', async () => {
    await dial({ kind: 'html' });
    const seen = await get(`/whole/${ALICE}`);
    expect([seen.status, seen.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(seen.body.toString()).toMatch(/^<!DOCTYPE html>/);
  });

  test('redirect: to the same address on this server', async () => {
    await dial({ kind: 'redirect' });
    const seen = await get(`/whole/${ALICE}?a=b`);
    expect([seen.status, seen.headers.location]).toEqual([302, `${stub.url}/whole/${ALICE}?a=b`]);
  });
});

describe('refuse', () => {
  test('the listener closes at once and opens again at the same address', async () => {
    const reopened = new Promise((resolve) => stub.running.server.once('listening', resolve));
    await dial({ kind: 'refuse', ms: 150 });
    expect(await get(`/whole/${ALICE}`)).toMatchObject({ error: 'ECONNREFUSED' });
    expect(await get('/_stub/health')).toMatchObject({ error: 'ECONNREFUSED' });
    await reopened;
    expect((await get(`/whole/${ALICE}`)).status).toBe(200);
  });

  test('a connection that was kept open does not get through either', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await get(`/whole/${ALICE}`, { agent })).status).toBe(200);
    await dial({ kind: 'refuse', ms: 150 });
    expect(await get(`/whole/${ALICE}`, { agent })).toMatchObject({ status: 0, complete: false });
    agent.destroy();
  });

  test('a request that is already being answered is answered to its end', async () => {
    await dial({ kind: 'delay', ms: 50 }, { times: 1 });
    const requested = once(stub.running.server, 'request');
    const seen = get(`/whole/${ALICE}`);
    await requested;
    await dial({ kind: 'refuse', ms: 150 });
    expect(await seen).toMatchObject({ status: 200, complete: true });
  });

  test('it can be used again and again, and is never listed', async () => {
    for (let time = 0; time < 3; time += 1) {
      const reopened = new Promise((resolve) => stub.running.server.once('listening', resolve));
      await dial({ kind: 'refuse', ms: 1 });
      await reopened;
    }
    expect((await askJson('GET', `${stub.url}/_stub/faults`)).json).toEqual([]);
  });

  test('a server that is closed meanwhile stays closed', async () => {
    await dial({ kind: 'refuse', ms: 30 });
    await stub.running.close(0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(stub.running.server.listening).toBe(false);
  });

  test('without a listener to close it is turned down', async () => {
    const unbound = await startExampleStub({ bind: false });
    const seen = await askJson('POST', `${unbound.url}/_stub/faults`, { fault: { kind: 'refuse', ms: 1 } });
    await unbound.running.close(0);
    expect(seen).toEqual({ status: 501, json: { error: expect.stringContaining('fault.kind') } });
  });
});

describe.each(WRITTEN)('faults that alter an answer written $way', ({ way, path }) => {
  const status = way === 'plain' ? 404 : 200;
  let plain: Seen;

  beforeEach(async () => {
    plain = await get(path);
    expect(textOf(plain)).toBe(recordOf(ALICE));
  });

  test('delay: the real answer, later', async () => {
    await dial({ kind: 'delay', ms: 60 });
    const started = performance.now();
    const seen = await get(path);
    expect(performance.now() - started).toBeGreaterThan(55);
    expect([seen.status, seen.body, seen.headers['content-length'], seen.headers['content-encoding']]).toEqual([
      plain.status,
      plain.body,
      plain.headers['content-length'],
      plain.headers['content-encoding'],
    ]);
  });

  test('drip: the real answer, slowly', async () => {
    await dial({ kind: 'drip', bytesPerSecond: 400 });
    const started = performance.now();
    const seen = await get(path);
    expect(performance.now() - started).toBeGreaterThan((plain.body.length / 400) * 1000 - 110);
    expect([seen.status, seen.body, seen.headers['content-length']]).toEqual([
      status,
      plain.body,
      plain.headers['content-length'],
    ]);
  });

  test.each([0, 1, 30, 100_000])(
    'truncate after %i bytes: the real head, some of the body, and a cut',
    async (afterBytes) => {
      await dial({ kind: 'truncate', afterBytes });
      const seen = await get(path);
      expect(seen).toMatchObject({ status, complete: false, error: 'ECONNRESET' });
      expect(seen.headers['content-length']).toBe(plain.headers['content-length']);
      expect(seen.headers['transfer-encoding']).toBe(plain.headers['transfer-encoding']);
      expect(seen.body).toEqual(plain.body.subarray(0, Math.min(afterBytes, plain.body.length - 1)));
    },
  );

  test('malformed-json: whole as HTTP, and no JSON', async () => {
    await dial({ kind: 'malformed-json' });
    const seen = await get(path);
    expect([seen.status, seen.complete, seen.headers['content-type']]).toEqual([status, true, FHIR]);
    expect(() => void JSON.parse(textOf(seen))).toThrow(SyntaxError);
    expect(textOf(seen)).toMatch(/^\{.*\}$/s);
  });

  test('wrong-content-type: the real body as text', async () => {
    await dial({ kind: 'wrong-content-type' });
    const seen = await get(path);
    expect([seen.status, seen.headers['content-type'], seen.body]).toEqual([status, 'text/plain', plain.body]);
  });

  test('empty: the real head without a body', async () => {
    await dial({ kind: 'empty' });
    const seen = await get(path);
    expect([seen.status, seen.headers['content-type'], seen.complete]).toEqual([status, FHIR, true]);
    expect([seen.headers['content-length'], seen.body.length]).toEqual(['0', 0]);
  });

  test('huge: the same JSON, as large as asked for', async () => {
    await dial({ kind: 'huge', bytes: 300_000 });
    const seen = await get(path);
    expect([seen.status, seen.headers['content-type'], seen.complete]).toEqual([status, FHIR, true]);
    expect(textOf(seen)).toHaveLength(300_000 - 1); // one character of the name has two bytes
    expect(JSON.parse(textOf(seen))).toEqual(JSON.parse(recordOf(ALICE)));
    expect(textOf(seen)).toMatch(/ \}$/);
  });

  test('huge: an answer that is larger already stays as it is', async () => {
    await dial({ kind: 'huge', bytes: 10 });
    expect(textOf(await get(path))).toBe(recordOf(ALICE));
  });

  test("wrong-patient: another person's number everywhere, and not a byte else", async () => {
    await dial({ kind: 'wrong-patient' });
    const seen = await get(path);
    expect([seen.status, seen.complete]).toEqual([status, true]);
    expect(textOf(seen)).toBe(recordOf('9990000204'));
  });
});

describe('answers without a body', () => {
  test.each(['delay', 'drip', 'truncate', 'malformed-json', 'wrong-content-type', 'empty', 'huge', 'wrong-patient'])(
    '%s leaves a 204 and an answer to HEAD whole',
    async (kind) => {
      const member = {
        delay: { ms: 1 },
        drip: { bytesPerSecond: 9 },
        truncate: { afterBytes: 3 },
        huge: { bytes: 99 },
      };
      const numbers = Object.entries(member).find(([name]) => name === kind)?.[1] ?? {};
      await dial({ kind, ...numbers });
      const deleted = await get(`/whole/${ALICE}`, { method: 'DELETE' });
      expect([deleted.status, deleted.headers['content-length'], deleted.complete]).toEqual([204, undefined, true]);
      const head = await get(`/whole/${ALICE}`, { method: 'HEAD' });
      expect([head.status, head.body.length, head.complete]).toEqual([200, 0, true]);
      expect(head.headers['content-length']).toBe(String(Buffer.byteLength(recordOf(ALICE))));
    },
  );

  test.each([
    { kind: 'huge', numbers: { bytes: 1000 }, length: 1000 },
    { kind: 'huge', numbers: { bytes: 1 }, length: 2 },
    { kind: 'malformed-json', numbers: {}, length: 2 },
    { kind: 'wrong-patient', numbers: {}, length: 0 },
  ])('$kind makes $length bytes of nothing', async ({ kind, numbers, length }) => {
    await dial({ kind, ...numbers });
    const seen = await get(`/nothing/${ALICE}`);
    expect([seen.body.length, seen.complete, seen.headers['content-length']]).toEqual([length, true, String(length)]);
  });
});

describe('a fault that stands in a record', () => {
  const put = (fault: object) => askJson('PATCH', `${stub.url}/_stub/data/patients/${ALICE}`, { fault });

  test('takes the answer over', async () => {
    await put({ kind: 'status', status: 418 });
    expect((await get(`/whole/${ALICE}`)).status).toBe(418);
  });

  test('alters the answer, together with a dialled one', async () => {
    await put({ kind: 'wrong-patient' });
    await dial({ kind: 'wrong-content-type' });
    const seen = await get(`/whole/${ALICE}`);
    expect([seen.headers['content-type'], seen.body.toString()]).toEqual(['text/plain', recordOf('9990000204')]);
  });

  test('is altered itself by a dialled one', async () => {
    await put({ kind: 'status', status: 500, body: { a: 1 } });
    await dial({ kind: 'empty' });
    expect(await get(`/whole/${ALICE}`)).toMatchObject({ status: 500, body: Buffer.alloc(0), complete: true });
  });

  test('passes after its times per request id, and a reset forgets them', async () => {
    const record = { kind: 'status', status: 503, timesPerRequestId: 1 };
    const headers = { 'X-Request-ID': 'one' };
    await put(record);
    expect((await get(`/whole/${ALICE}`, { headers })).status).toBe(503);
    expect((await get(`/whole/${ALICE}`, { headers })).status).toBe(200);
    await askJson('POST', `${stub.url}/_stub/reset`);
    await put(record);
    expect((await get(`/whole/${ALICE}`, { headers })).status).toBe(503);
  });
});
