import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'population-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const run = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { cwd: folder });

test('the command writes a small file, whose folder it makes, and says how to use it', async () => {
  const { stdout } = await run('--patients', '300', '--practices', '5', '--seed', '7', '--today', '2026-03-01');
  expect(JSON.parse(await readFile(join(folder, '.local/population.json'), 'utf8'))).toEqual({
    seed: 7,
    patients: 300,
    practices: 5,
    consumers: 20,
    today: '2026-03-01',
  });
  expect(stdout).toContain('POPULATION_FILE=.local/population.json npm start');
});

test('a wrong argument ends it with status 1 and without a stack', async () => {
  await expect(run('--patients', 'many')).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^--patients: expected a whole number\nnpm run population/),
  });
});
