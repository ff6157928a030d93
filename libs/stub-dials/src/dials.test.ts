import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, askJson } from './testing/ask.ts';
import { ALICE, startExampleStub, type ExampleStub } from './testing/example-stub.ts';

let stub: ExampleStub;

beforeEach(async () => {
  stub = await startExampleStub();
});
afterEach(async () => {
  await stub.running.close(0);
});

describe('health', () => {
  test('a stub that is ready says so', async () => {
    const seen = await ask(`${stub.url}/_stub/health`);
    expect([seen.status, seen.headers['content-type'], seen.body.toString()]).toEqual([
      200,
      'application/json',
      '{"status":"ready"}',
    ]);
  });

  test('a stub that is not answers 503', async () => {
    const starting = await startExampleStub({ ready: false });
    const seen = await askJson('GET', `${starting.url}/_stub/health`);
    await starting.running.close(0);
    expect(seen).toEqual({ status: 503, json: { status: 'starting' } });
  });
});

test.each([
  ['PUT', '/_stub/health', 'GET'],
  ['POST', '/_stub/requests', 'GET, DELETE'],
  ['GET', '/_stub/reset', 'POST'],
  ['PUT', '/_stub/faults', 'GET, POST, DELETE'],
  ['PATCH', '/_stub/faults/1', 'DELETE'],
  ['PUT', '/_stub/data/patients', 'GET, HEAD, POST'],
])('%s %s is not possible', async (method, path, allowed) => {
  const seen = await ask(stub.url + path, { method });
  expect([seen.status, seen.headers.allow]).toEqual([405, allowed]);
  expect(JSON.parse(seen.body.toString())).toEqual({ error: expect.stringContaining(method) });
});

test('a broken escape in an address is the caller’s fault', async () => {
  const seen = await askJson('DELETE', `${stub.url}/_stub/faults/%E0%A4%A`);
  expect(seen).toEqual({ status: 400, json: { error: expect.stringContaining('escape') } });
});

describe('bodies', () => {
  test('routes get the body as its bytes, whatever its type and coding', async () => {
    const body = Buffer.from([0, 255, 1, 254]);
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Encoding': 'gzip' };
    expect((await ask(`${stub.url}/echo`, { method: 'POST', headers, body })).body).toEqual(body);
  });

  test('a missing body is empty', async () => {
    expect((await ask(`${stub.url}/echo`, { method: 'POST' })).body).toHaveLength(0);
  });

  test("a stub's own route under /_stub gets it too", async () => {
    expect((await ask(`${stub.url}/_stub/own`, { method: 'POST', body: 'mine' })).body.toString()).toBe('mine');
  });

  test('1 MiB is taken, a byte more is not', async () => {
    const send = (size: number) => ask(`${stub.url}/echo`, { method: 'POST', body: Buffer.alloc(size) });
    expect((await send(1_048_576)).body).toHaveLength(1_048_576);
    const seen = await send(1_048_577);
    expect([seen.status, JSON.parse(seen.body.toString())]).toEqual([
      413,
      { error: expect.stringContaining('1048576') },
    ]);
  });

  test('a body that does not say how long it is may not be longer either', async () => {
    const status = await new Promise((resolve) => {
      const outgoing = request(`${stub.url}/echo`, { method: 'POST' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      outgoing.write(Buffer.alloc(1_048_576));
      outgoing.end('x');
    });
    expect(status).toBe(413);
  });
});

describe('the journal', () => {
  const journal = async () => (await askJson('GET', `${stub.url}/_stub/requests`)).json;

  test('requests are listed, oldest first, with their query and without their secrets', async () => {
    await ask(`${stub.url}/whole/${ALICE}?a=%20b`, {
      headers: { Authorization: 'Bearer x', apikey: 'x', Cookie: 'x', 'X-Api-Key': 'x', 'X-Request-ID': '1' },
    });
    await ask(`${stub.url}/plain/${ALICE}`);
    expect(await journal()).toEqual([
      {
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        method: 'GET',
        path: `/whole/${ALICE}?a=%20b`,
        headers: {
          host: expect.any(String),
          connection: 'close',
          authorization: '***',
          apikey: '***',
          cookie: '***',
          'x-api-key': '***',
          'x-request-id': '1',
        },
        status: 200,
        ms: expect.any(Number),
      },
      expect.objectContaining({ path: `/plain/${ALICE}`, status: 404 }),
    ]);
  });

  test('requests to the dials are not listed', async () => {
    await ask(`${stub.url}/_stub/health`);
    await ask(`${stub.url}/_stub/own`, { method: 'POST' });
    expect(await journal()).toEqual([]);
  });

  test.each([
    { fault: { kind: 'reset' }, status: null },
    { fault: { kind: 'truncate', afterBytes: 3 }, status: null },
    { fault: { kind: 'status', status: 503 }, status: 503 },
  ])('$fault.kind is listed with status $status', async ({ fault, status }) => {
    await askJson('POST', `${stub.url}/_stub/faults`, { fault });
    await ask(`${stub.url}/whole/${ALICE}`);
    expect(await journal()).toMatchObject([{ path: `/whole/${ALICE}`, status, ms: expect.any(Number) }]);
  });

  test('the last 1,000 are kept, and none after they are deleted', async () => {
    for (let count = 0; count <= 1000; count += 1) await ask(`${stub.url}/nowhere/${count}`);
    const listed = await journal();
    expect(listed).toHaveLength(1000);
    expect(listed).toMatchObject({ 0: { path: '/nowhere/1' }, 999: { path: '/nowhere/1000', status: 404 } });
    expect((await askJson('DELETE', `${stub.url}/_stub/requests`)).status).toBe(204);
    expect(await journal()).toEqual([]);
  });
});
