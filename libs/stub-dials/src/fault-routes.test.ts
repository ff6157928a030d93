import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ask, askJson, type Question } from './testing/ask.ts';
import { ALICE, JANE, startExampleStub, type ExampleStub } from './testing/example-stub.ts';

let stub: ExampleStub;
let faults: string;

beforeEach(async () => {
  stub = await startExampleStub();
  faults = `${stub.url}/_stub/faults`;
});
afterEach(async () => {
  await stub.running.close(0);
});

const status = (code: number) => ({ kind: 'status', status: code });
const get = async (path: string, question?: Question) => (await ask(stub.url + path, question)).status;
const idOf = (json: unknown) => (typeof json === 'object' && json !== null && 'id' in json ? String(json.id) : '');

describe('dialling', () => {
  test('a fault is answered with its id and how often it has fired, and listed', async () => {
    const order = { match: { path: '/whole' }, fault: status(503), times: 2 };
    const { status: created, json } = await askJson('POST', faults, order);
    expect(created).toBe(201);
    expect(json).toEqual({ ...order, id: expect.stringMatching(/^[0-9a-f-]{36}$/), fired: 0 });
    expect(await askJson('GET', faults)).toEqual({ status: 200, json: [json] });
  });

  test('after its times it fires no more, and stays listed as spent', async () => {
    await askJson('POST', faults, { fault: status(503), times: 2 });
    expect([await get(`/whole/${ALICE}`), await get(`/whole/${ALICE}`), await get(`/whole/${ALICE}`)]).toEqual([
      503, 503, 200,
    ]);
    expect((await askJson('GET', faults)).json).toEqual([expect.objectContaining({ times: 2, fired: 2 })]);
  });

  test('the first that matches wins, and the next takes over when it is spent', async () => {
    await askJson('POST', faults, { fault: status(501), times: 1 });
    await askJson('POST', faults, { fault: status(502) });
    expect([await get(`/whole/${ALICE}`), await get(`/whole/${ALICE}`)]).toEqual([501, 502]);
  });

  test('one is deleted by its id, all without', async () => {
    const first = await askJson('POST', faults, { match: { path: '/whole' }, fault: status(501) });
    await askJson('POST', faults, { fault: status(502) });
    expect((await askJson('DELETE', `${faults}/${idOf(first.json)}`)).status).toBe(204);
    expect(await get(`/whole/${ALICE}`)).toBe(502);
    expect((await askJson('DELETE', `${faults}/${idOf(first.json)}`)).status).toBe(404);
    expect((await askJson('DELETE', faults)).status).toBe(204);
    expect((await askJson('GET', faults)).json).toEqual([]);
    expect(await get(`/whole/${ALICE}`)).toBe(200);
  });

  test('a reset clears them', async () => {
    await askJson('POST', faults, { fault: status(502) });
    await askJson('POST', `${stub.url}/_stub/reset`);
    expect(await get(`/whole/${ALICE}`)).toBe(200);
    expect((await askJson('GET', faults)).json).toEqual([]);
  });

  test('there are at most 1,000, and spent ones make room', async () => {
    await askJson('POST', faults, { fault: status(501), times: 1 });
    for (let count = 1; count < 1000; count += 1) {
      await askJson('POST', faults, { match: { path: '/nowhere' }, fault: status(502) });
    }
    const more = () => askJson('POST', faults, { match: { path: '/nowhere' }, fault: status(502) });
    expect(await more()).toEqual({ status: 409, json: { error: expect.stringContaining('1,000') } });
    expect(await get(`/whole/${ALICE}`)).toBe(501);
    expect((await more()).status).toBe(201);
    expect((await askJson('GET', faults)).json).toHaveLength(1000);
  });
});

describe('matching', () => {
  const body = JSON.stringify({ patient: ALICE });
  test.each([
    { what: 'no match', match: undefined, path: `/whole/${ALICE}`, hit: true },
    { what: 'an empty match', match: {}, path: `/whole/${ALICE}`, hit: true },
    { what: 'the whole path', match: { path: `/whole/${ALICE}` }, path: `/whole/${ALICE}`, hit: true },
    { what: 'a prefix of the path', match: { path: '/who' }, path: `/whole/${ALICE}`, hit: true },
    { what: 'another path', match: { path: '/whole/9' }, path: `/plain/${ALICE}`, hit: false },
    { what: 'part of a path that is no prefix', match: { path: `/${ALICE}` }, path: `/whole/${ALICE}`, hit: false },
    {
      what: 'a path that only stands in the query',
      match: { path: '/whole?a' },
      path: `/whole/${ALICE}?a`,
      hit: false,
    },
    { what: 'the number asked about', match: { nhsNumber: ALICE }, path: `/whole/${ALICE}`, hit: true },
    { what: 'another number', match: { nhsNumber: JANE }, path: `/whole/${ALICE}`, hit: false },
    {
      what: 'a number in the body',
      match: { nhsNumber: ALICE },
      path: '/echo',
      question: { method: 'POST', body },
      hit: true,
    },
    {
      what: 'a body that cannot be read',
      match: { nhsNumber: ALICE },
      path: '/echo',
      question: { method: 'POST', body: '{' },
      hit: false,
    },
    {
      what: 'the organisation',
      match: { odsCode: 'A12345' },
      path: `/whole/${ALICE}`,
      question: { headers: { 'Ods-Code': 'a12345' } },
      hit: true,
    },
    {
      what: 'another organisation',
      match: { odsCode: 'A12345' },
      path: `/whole/${ALICE}`,
      question: { headers: { 'Ods-Code': 'A1234' } },
      hit: false,
    },
    { what: 'no organisation', match: { odsCode: 'A12345' }, path: `/whole/${ALICE}`, hit: false },
    { what: 'all of several', match: { path: '/w', nhsNumber: ALICE }, path: `/whole/${ALICE}`, hit: true },
    { what: 'one of several', match: { path: '/w', nhsNumber: JANE }, path: `/whole/${ALICE}`, hit: false },
    { what: "the stub's own paths", match: {}, path: '/_stub/health', hit: false },
    { what: 'a path that only begins alike', match: {}, path: '/_stubborn', hit: true },
  ])('$what: $hit', async ({ match, path, question, hit }) => {
    await askJson('POST', faults, { match, fault: status(418) });
    expect((await get(path, question)) === 418).toBe(hit);
    expect((await askJson('GET', faults)).json).toMatchObject([{ fired: hit ? 1 : 0 }]);
  });
});

/** Arrays in arrays. */
const nested = (levels: number): unknown => (levels === 0 ? [] : [nested(levels - 1)]);

describe('what makes no sense is turned down, and nothing is kept', () => {
  const fault = { kind: 'hang' };
  test.each([
    ['{', 'JSON'],
    [{ fault: { kind: 'status', status: 500, body: nested(200) } }, 'JSON'],
    ['', 'JSON'],
    ['[]', 'the body'],
    ['null', 'the body'],
    [{}, 'fault'],
    [{ fault: null }, 'fault'],
    [{ fault: {} }, 'fault.kind'],
    [{ fault: { kind: 'explode' } }, 'fault.kind'],
    [{ fault: { kind: 'hang', ms: 5 } }, 'ms'],
    [{ fault, match: { nhs: ALICE } }, 'nhs'],
    [{ fault, match: { nhsNumber: 9_999_999_999 } }, 'match.nhsNumber'],
    [{ fault, match: { nhsNumber: '999 999' } }, 'match.nhsNumber'],
    [{ fault, match: { odsCode: '' } }, 'match.odsCode'],
    [{ fault, match: { path: 'whole' } }, 'match.path'],
    [{ fault, match: null }, 'match'],
    [{ fault, times: 0 }, 'times'],
    [{ fault, times: -1 }, 'times'],
    [{ fault, times: 1.5 }, 'times'],
    [{ fault, times: '1' }, 'times'],
    [{ fault, more: true }, 'more'],
    [{ fault: { kind: 'status' } }, 'fault.status'],
    [{ fault: { kind: 'status', status: 99 } }, 'fault.status'],
    [{ fault: { kind: 'status', status: 101 } }, 'fault.status'],
    [{ fault: { kind: 'status', status: 600 } }, 'fault.status'],
    [{ fault: { kind: 'status', status: '500' } }, 'fault.status'],
    [{ fault: { kind: 'status', status: 500, headers: { 'Bad Name': 'x' } } }, 'fault.headers.Bad Name'],
    [{ fault: { kind: 'status', status: 500, headers: { 'X-Note': 'a\nb' } } }, 'fault.headers.X-Note'],
    [{ fault: { kind: 'status', status: 500, headers: { 'X-Note': null } } }, 'fault.headers.X-Note'],
    [{ fault: { kind: 'status', status: 500, headers: { 'Content-Length': '9' } } }, 'fault.headers.Content-Length'],
    [{ fault: { kind: 'status', status: 500, timesPerRequestId: 0 } }, 'fault.timesPerRequestId'],
    [{ fault: { kind: 'delay' } }, 'fault.ms'],
    [{ fault: { kind: 'delay', ms: -1 } }, 'fault.ms'],
    [{ fault: { kind: 'delay', ms: 0.5 } }, 'fault.ms'],
    [{ fault: { kind: 'delay', ms: 3_600_001 } }, 'fault.ms'],
    [{ fault: { kind: 'refuse' } }, 'fault.ms'],
    [{ fault: { kind: 'refuse', ms: -5 } }, 'fault.ms'],
    [{ fault: { kind: 'refuse', ms: 5 }, times: 1 }, 'times'],
    [{ fault: { kind: 'refuse', ms: 5 }, match: {} }, 'match'],
    [{ fault: { kind: 'drip' } }, 'fault.bytesPerSecond'],
    [{ fault: { kind: 'drip', bytesPerSecond: 0 } }, 'fault.bytesPerSecond'],
    [{ fault: { kind: 'truncate' } }, 'fault.afterBytes'],
    [{ fault: { kind: 'truncate', afterBytes: -1 } }, 'fault.afterBytes'],
    [{ fault: { kind: 'huge' } }, 'fault.bytes'],
    [{ fault: { kind: 'huge', bytes: 1e12 } }, 'fault.bytes'],
  ])('%j names %s', async (order, member) => {
    const body = typeof order === 'string' ? order : JSON.stringify(order);
    const seen = await ask(faults, { method: 'POST', body });
    expect(seen.status).toBe(400);
    expect(JSON.parse(seen.body.toString())).toEqual({ error: expect.stringContaining(member) });
    expect((await askJson('GET', faults)).json).toEqual([]);
    expect(await get(`/whole/${ALICE}`)).toBe(200);
  });

  test('a body of more than 1 MiB', async () => {
    const seen = await ask(faults, { method: 'POST', body: ' '.repeat(1_048_577) });
    expect([seen.status, seen.body.toString()]).toEqual([413, expect.stringContaining('1048576')]);
  });
});
