import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { noteStoppedTask, stoppedTasks } from './stopped-tasks.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stopped-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('tells the tasks that were stopped from the others', async () => {
  await noteStoppedTask({ NX_TASK_TARGET_PROJECT: 'fhir', NX_TASK_TARGET_TARGET: 'test' }, folder);
  const wasStopped = await stoppedTasks(folder);

  expect(wasStopped({ project: 'fhir', target: 'test' })).toBe(true);
  expect(wasStopped({ project: 'fhir', target: 'e2e' })).toBe(false);
  expect(wasStopped({ project: 'keys', target: 'test' })).toBe(false);
});

test('notes nothing outside Nx, and knows of nothing where nothing was noted', async () => {
  await noteStoppedTask({}, join(folder, 'none'));

  expect((await stoppedTasks(join(folder, 'none')))({ project: 'fhir', target: 'test' })).toBe(false);
});
