import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readSettings, SettingsError } from '@cdg/http-server';
import { z } from 'zod';
import { populationFile } from './population-file.ts';

const PLAN = { seed: 7, patients: 1000, practices: 20, consumers: 5, today: '2026-03-01' };
const schema = z.object({ POPULATION_FILE: populationFile() });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'population-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function read(text: string) {
  const path = join(folder, 'population.json');
  await writeFile(path, text);
  return readSettings(schema, { POPULATION_FILE: path });
}

test('without the setting there is no population', () => {
  expect(readSettings(schema, {}).POPULATION_FILE).toBeUndefined();
  expect(readSettings(schema, { POPULATION_FILE: ' ' }).POPULATION_FILE).toBeUndefined();
});

test('the file’s plan is the setting’s value', async () => {
  expect((await read(JSON.stringify(PLAN))).POPULATION_FILE).toEqual(PLAN);
});

test.each([
  ['no JSON', '{', ['POPULATION_FILE: expected a file with JSON in it']],
  ['another kind of JSON', '[]', [expect.stringMatching(/^POPULATION_FILE: /)]],
  [
    'several faults at once',
    JSON.stringify({ ...PLAN, patients: 0, practices: 1.5, today: 'today' }),
    [
      'POPULATION_FILE: patients: expected at least 1',
      'POPULATION_FILE: practices: expected a whole number',
      'POPULATION_FILE: today: expected a date as YYYY-MM-DD',
    ],
  ],
  [
    'more patients than there are numbers for',
    JSON.stringify({ ...PLAN, patients: 1_000_000 }),
    ['POPULATION_FILE: patients: expected at most 500000'],
  ],
  ['a member that means nothing', JSON.stringify({ ...PLAN, people: 5 }), [expect.stringContaining('people')]],
])('a file with %s is a fault of the settings', async (_what, text, faults) => {
  await expect(read(text)).rejects.toThrow(SettingsError);
  await expect(read(text)).rejects.toMatchObject({ faults });
});

test('a file that is not there is one, too', () => {
  expect(() => readSettings(schema, { POPULATION_FILE: join(folder, 'none.json') })).toThrow(
    'POPULATION_FILE: expected a file with JSON in it',
  );
});
