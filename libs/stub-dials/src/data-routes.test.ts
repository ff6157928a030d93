import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createDials } from './dials.ts';
import { ask, askJson } from './testing/ask.ts';
import { ALICE, JANE, startExampleStub, type ExampleStub } from './testing/example-stub.ts';

let stub: ExampleStub;
let patients: string;

beforeEach(async () => {
  stub = await startExampleStub();
  patients = `${stub.url}/_stub/data/patients`;
});
afterEach(async () => {
  await stub.running.close(0);
});

describe('looking at the data', () => {
  test('a collection is listed', async () => {
    const seen = await askJson('GET', patients);
    expect(seen).toEqual({
      status: 200,
      json: [
        { id: ALICE, name: 'Alice' },
        { id: JANE, name: 'Jane' },
      ],
    });
  });

  test.each([
    ['a filter', '?name=Jane', [JANE]],
    ['a filter by pattern', '?name_like=^a', [ALICE]],
    ['an order', '?_sort=name&_order=desc', [JANE, ALICE]],
    ['a page', '?_page=2&_limit=1', [JANE]],
    ['a slice', '?_start=0&_end=1', [ALICE]],
    ['a full-text search', '?q=lic', [ALICE]],
    ['json-server must not be told to dawdle', '?_delay=3600000&name=Jane', [JANE]],
  ])('%s', async (_what, query, ids) => {
    const seen = await askJson('GET', patients + query);
    expect(seen.json).toEqual(ids.map((id) => expect.objectContaining({ id })));
  });

  test('a page says how many there are', async () => {
    const seen = await ask(`${patients}?_page=1&_limit=1`);
    expect(seen.headers['x-total-count']).toBe('2');
    expect(seen.headers.link).toContain('rel="next"');
  });

  test('one item is shown, as JSON', async () => {
    const seen = await ask(`${patients}/${JANE}`);
    expect(seen.headers['content-type']).toBe('application/json');
    expect(JSON.parse(seen.body.toString())).toEqual({ id: JANE, name: 'Jane' });
  });

  test('HEAD answers without a body', async () => {
    const seen = await ask(`${patients}/${JANE}`, { method: 'HEAD' });
    expect([seen.status, seen.body.length, seen.complete]).toEqual([200, 0, true]);
  });
});

describe('changing the data', () => {
  test('what is added is found next', async () => {
    const before = stub.dials.store.revision;
    const seen = await askJson('POST', patients, { id: '9990000018', name: 'Ben' });
    expect(seen).toEqual({ status: 201, json: { id: '9990000018', name: 'Ben' } });
    expect(stub.dials.store.find('patients', '9990000018')).toEqual({ id: '9990000018', name: 'Ben' });
    expect(stub.dials.store.list('patients')).toHaveLength(3);
    expect(stub.dials.store.revision).toBeGreaterThan(before);
  });

  test('PUT replaces an item, and its id stays', async () => {
    const seen = await askJson('PUT', `${patients}/${JANE}`, { id: '9990000018', name: 'Janet' });
    expect(seen).toEqual({ status: 200, json: { id: JANE, name: 'Janet' } });
    expect(stub.dials.store.find('patients', JANE)).toEqual({ id: JANE, name: 'Janet' });
    expect(stub.dials.store.find('patients', '9990000018')).toBeUndefined();
  });

  test('PATCH changes only what it names', async () => {
    await askJson('PATCH', `${patients}/${JANE}`, { fault: { kind: 'hang' } });
    expect(stub.dials.store.find('patients', JANE)).toEqual({ id: JANE, name: 'Jane', fault: { kind: 'hang' } });
  });

  test('DELETE removes an item and no other, and the index follows', async () => {
    const before = stub.dials.store.revision;
    expect(await askJson('DELETE', `${patients}/${ALICE}`)).toEqual({ status: 200, json: {} });
    expect(stub.dials.store.find('patients', ALICE)).toBeUndefined();
    expect(stub.dials.store.find('patients', JANE)).toEqual({ id: JANE, name: 'Jane' });
    expect(stub.dials.store.revision).toBeGreaterThan(before);
  });

  test('items that seem to belong to a deleted one stay', async () => {
    await askJson('POST', `${stub.url}/_stub/data/practices`, { id: 'T10001', patientId: ALICE });
    await askJson('DELETE', `${patients}/${ALICE}`);
    expect(stub.dials.store.find('practices', 'T10001')).toBeDefined();
  });

  test('a reset restores the seed exactly, even one that hands out the same objects again', async () => {
    await askJson('PATCH', `${patients}/${ALICE}`, { name: 'Other' });
    await askJson('DELETE', `${patients}/${JANE}`);
    await askJson('POST', patients, { id: '9990000018', name: 'Ben' });
    expect((await askJson('POST', `${stub.url}/_stub/reset`)).status).toBe(204);
    expect(stub.dials.store.list('patients')).toEqual([
      { id: ALICE, name: 'Alice' },
      { id: JANE, name: 'Jane' },
    ]);
    expect((await askJson('GET', patients)).json).toHaveLength(2);
  });
});

describe('requests that make no sense leave the data alone', () => {
  test.each([
    { what: 'broken JSON', method: 'POST', path: '', body: '{"id":', status: 400, error: 'not JSON' },
    { what: 'no body', method: 'POST', path: '', body: '', status: 400, error: 'not JSON' },
    {
      what: 'a body in another encoding',
      method: 'POST',
      path: '',
      body: Buffer.from([0x7b, 0xff, 0x7d]),
      status: 400,
      error: 'not JSON',
    },
    { what: 'an array', method: 'POST', path: '', body: '[]', status: 400, error: 'not a JSON object' },
    { what: 'null', method: 'PUT', path: `/${JANE}`, body: 'null', status: 400, error: 'not a JSON object' },
    { what: 'a number', method: 'PATCH', path: `/${JANE}`, body: '5', status: 400, error: 'not a JSON object' },
    {
      what: 'an abyss',
      method: 'POST',
      path: '',
      body: '['.repeat(1_000_000) + ']'.repeat(1_000_000),
      status: 400,
      error: 'not JSON',
    },
    { what: 'no id', method: 'POST', path: '', body: '{"name":"Ben"}', status: 400, error: 'id: ' },
    { what: 'a blank id', method: 'POST', path: '', body: '{"id":"","name":"Ben"}', status: 400, error: 'id: ' },
    {
      what: 'an id that is no text',
      method: 'POST',
      path: '',
      body: '{"id":5,"name":"Ben"}',
      status: 400,
      error: 'id: ',
    },
    {
      what: 'an id that is there',
      method: 'POST',
      path: '',
      body: `{"id":"${JANE}","name":"Ben"}`,
      status: 409,
      error: 'id: ',
    },
    {
      what: 'an item that does not fit',
      method: 'POST',
      path: '',
      body: '{"id":"9990000018"}',
      status: 400,
      error: 'name: ',
    },
    {
      what: 'a change that does not fit',
      method: 'PATCH',
      path: `/${JANE}`,
      body: '{"name":null}',
      status: 400,
      error: 'name: ',
    },
    {
      what: 'a replacement that does not fit',
      method: 'PUT',
      path: `/${JANE}`,
      body: '{}',
      status: 400,
      error: 'name: ',
    },
    {
      what: 'a change to nobody',
      method: 'PATCH',
      path: '/9990000204',
      body: '{"name":"Ben"}',
      status: 404,
      error: 'no item',
    },
    { what: 'a deletion of nobody', method: 'DELETE', path: '/9990000204', body: '', status: 404, error: 'no item' },
    { what: 'a look at nobody', method: 'GET', path: '/9990000204', body: '', status: 404, error: 'no item' },
    {
      what: 'an unknown collection',
      method: 'POST',
      path: '/../people',
      body: '{"id":"1"}',
      status: 404,
      error: 'patients',
    },
    {
      what: "json-server's dump of everything",
      method: 'GET',
      path: '/../db',
      body: '',
      status: 404,
      error: 'patients',
    },
    {
      what: "json-server's nested collections",
      method: 'POST',
      path: `/${JANE}/patients`,
      body: '{"id":"1","name":"Ben"}',
      status: 404,
      error: 'patients',
    },
    {
      what: 'the name of an inherited member',
      method: 'GET',
      path: '/../constructor',
      body: '',
      status: 404,
      error: 'patients',
    },
    { what: 'a method of items at a collection', method: 'DELETE', path: '', body: '', status: 405, error: 'DELETE' },
    {
      what: 'a method of collections at an item',
      method: 'POST',
      path: `/${JANE}`,
      body: '{"id":"1"}',
      status: 405,
      error: 'POST',
    },
    {
      what: 'a pattern that is none',
      method: 'GET',
      path: '?name_like=[',
      body: '',
      status: 400,
      error: 'regular expression',
    },
    { what: 'a repeated order', method: 'GET', path: '?_sort=name&_sort=id', body: '', status: 400, error: '_sort' },
    { what: 'a broken escape', method: 'GET', path: '/%E0%A4%A', body: '', status: 400, error: '' },
    {
      what: 'too much',
      method: 'POST',
      path: '',
      body: `{"id":"1","name":"${'x'.repeat(5_300_000)}"}`,
      status: 413,
      error: '5242880',
    },
  ])('$what', async ({ method, path, body, status, error }) => {
    const before = stub.dials.store.revision;
    const seen = await ask(new URL(`${patients}${path}`).href, { method, body });
    expect(seen.status).toBe(status);
    expect(JSON.parse(seen.body.toString())).toEqual({ error: expect.stringContaining(error) });
    expect(seen.body.toString()).not.toMatch(/node_modules|\.ts:/);
    expect(stub.dials.store.revision).toBe(before);
    expect(stub.dials.store.list('patients')).toHaveLength(2);
  });

  test('a method in a header does not get past the checks', async () => {
    const headers = { 'X-HTTP-Method-Override': 'DELETE', 'Content-Type': 'application/json' };
    await ask(patients, { method: 'POST', headers, body: '{"id":"9990000018","name":"Ben"}' });
    expect(stub.dials.store.list('patients')).toHaveLength(3);
  });

  test('two equal additions at once make one item', async () => {
    const add = () => askJson('POST', patients, { id: '9990000018', name: 'Ben' });
    const statuses = (await Promise.all([add(), add(), add()])).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(stub.dials.store.list('patients')).toHaveLength(3);
  });
});

test('100,000 records are found by their index', () => {
  const records = Array.from({ length: 100_000 }, (_, number) => ({ id: `record-${number}`, number }));
  const { store } = createDials({ seed: () => ({ records }), about: () => ({}) });
  const started = performance.now();
  for (let number = 0; number < 100_000; number += 1) store.find('records', `record-${number}`);
  // Looking through the list each time would take minutes.
  expect(performance.now() - started).toBeLessThan(5000);
  expect(store.find('records', 'record-99999')).toEqual({ id: 'record-99999', number: 99_999 });
  expect(store.find('records', 'record-100000')).toBeUndefined();
});
