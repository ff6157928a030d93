import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createExpressApp, listen, type RunningServer } from '@cdg/http-server';
import { z } from 'zod';
import { createDials, type Dials } from './dials.ts';
import { ask, askJson } from './testing/ask.ts';

interface Patient {
  readonly id: string;
  readonly name: string;
}

const HELD = '9999999999';
const DERIVED = '9990000018';
const NOBODY = '9990000204';

let running: RunningServer;
let dials: Dials<{ patients: Patient[] }>;
let patients: string;

beforeEach(async () => {
  dials = createDials({
    seed: () => ({ patients: [{ id: HELD, name: 'Alice' }] }),
    derived: { patients: (id) => (id === DERIVED ? { id, name: 'Ben' } : undefined) },
    about: () => ({}),
    schemas: { patients: z.strictObject({ id: z.string(), name: z.string() }) },
  });
  const app = createExpressApp();
  dials.install(app);
  running = await listen(app, { host: '127.0.0.1', port: 0 });
  patients = `${running.url}/_stub/data/patients`;
});
afterEach(async () => {
  await running.close(0);
});

const listed = async () => (await askJson('GET', patients)).json;

describe('an item that is derived', () => {
  test('is found and shown like any other, and held nowhere', async () => {
    expect(dials.store.find('patients', DERIVED)).toEqual({ id: DERIVED, name: 'Ben' });
    expect(await askJson('GET', `${patients}/${DERIVED}`)).toEqual({ status: 200, json: { id: DERIVED, name: 'Ben' } });
    expect((await ask(`${patients}/${DERIVED}`, { method: 'HEAD' })).status).toBe(200);
    expect(await listed()).toEqual([{ id: HELD, name: 'Alice' }]);
    expect(dials.store.revision).toBe(0);
  });

  test.each([
    ['PATCH', { name: 'Benjamin' }],
    ['PUT', { name: 'Benjamin' }],
  ])('%s changes it, and puts it among the others', async (method, change) => {
    const seen = await askJson(method, `${patients}/${DERIVED}`, change);
    expect(seen).toEqual({ status: 200, json: { id: DERIVED, name: 'Benjamin' } });
    expect(dials.store.find('patients', DERIVED)).toEqual({ id: DERIVED, name: 'Benjamin' });
    expect(await listed()).toHaveLength(2);
    expect(dials.store.revision).toBeGreaterThan(0);
  });

  test('stays away when it is deleted, and can be added again', async () => {
    expect((await askJson('DELETE', `${patients}/${DERIVED}`)).status).toBe(200);
    expect(dials.store.find('patients', DERIVED)).toBeUndefined();
    expect((await askJson('GET', `${patients}/${DERIVED}`)).status).toBe(404);
    expect((await askJson('POST', patients, { id: DERIVED, name: 'Bo' })).status).toBe(201);
    expect(dials.store.find('patients', DERIVED)).toEqual({ id: DERIVED, name: 'Bo' });
  });

  test('is there already when somebody adds it', async () => {
    expect((await askJson('POST', patients, { id: DERIVED, name: 'Bo' })).status).toBe(409);
  });

  test('is left alone by a change that does not fit', async () => {
    expect((await askJson('PATCH', `${patients}/${DERIVED}`, { age: 4 })).status).toBe(400);
    expect(await listed()).toHaveLength(1);
    expect(dials.store.revision).toBe(0);
  });

  test('is derived again after a reset', async () => {
    await askJson('DELETE', `${patients}/${DERIVED}`);
    await askJson('POST', `${running.url}/_stub/reset`);
    expect(dials.store.find('patients', DERIVED)).toEqual({ id: DERIVED, name: 'Ben' });
    expect(await listed()).toHaveLength(1);
  });
});

test('an item that cannot be derived is not there', async () => {
  expect(dials.store.find('patients', NOBODY)).toBeUndefined();
  expect((await askJson('GET', `${patients}/${NOBODY}`)).status).toBe(404);
  expect((await askJson('DELETE', `${patients}/${NOBODY}`)).status).toBe(404);
});
