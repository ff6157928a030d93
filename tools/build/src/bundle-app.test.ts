import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { bundleApp } from './bundle-app.ts';

let project: string;

beforeEach(async () => {
  // Inside the workspace, so that its packages are found, in a folder that git ignores.
  const cache = join(import.meta.dirname, '../../../.cache');
  await mkdir(cache, { recursive: true });
  project = await mkdtemp(join(cache, 'bundle-'));
  await mkdir(join(project, 'src'));
});

afterEach(async () => {
  await rm(project, { recursive: true });
});

test('a bundle runs by itself, CommonJS packages and those that look for their own files included', async () => {
  const source = `
    import jsonServer from 'json-server';
    import { z } from 'zod';
    const router = await Promise.resolve(jsonServer.router({ patients: [] }));
    console.log(typeof router, z.string().parse('parsed'));`;
  await writeFile(join(project, 'src/main.ts'), source);
  await bundleApp(project);
  const { stdout } = await promisify(execFile)(process.execPath, [join(project, 'dist/main.js')], { cwd: '/' });

  expect(stdout).toBe('function parsed\n');
});
