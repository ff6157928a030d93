import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NX_ENVIRONMENT, runCommand, workspaceRoot } from '@cdg/child-processes';
import { z } from 'zod';
import type { NxSuite } from './suites.ts';

/** A task that Nx is to run. */
export interface PlannedTask {
  readonly id: string;
  readonly project: string;
  readonly target: string;
  /** The JUnit files that it writes. */
  readonly resultFiles: readonly string[];
}

/** What Nx wrote down of a task that it ran, or took from its cache. */
export interface TaskRun {
  readonly passed: boolean;
  readonly cached: boolean;
  readonly seconds: number;
}

const graph = z.object({
  tasks: z.object({
    tasks: z.record(
      z.string(),
      z.object({ target: z.object({ project: z.string(), target: z.string() }), outputs: z.array(z.string()) }),
    ),
  }),
});

const runDetails = z.object({
  run: z.object({ startTime: z.coerce.date() }),
  tasks: z.array(
    z.object({
      taskId: z.string(),
      status: z.number(),
      cacheStatus: z.string(),
      startTime: z.coerce.date(),
      endTime: z.coerce.date(),
    }),
  ),
});

/** The tasks of its targets that Nx would run for the suite; not those that they depend on. */
export async function plannedTasks(
  { command, targets }: Pick<NxSuite, 'command' | 'targets'>,
  signal: AbortSignal,
): Promise<readonly PlannedTask[]> {
  let printed = '';
  await runCommand({
    command: [...command, '--graph=stdout'],
    environment: NX_ENVIRONMENT,
    signal,
    onOutput: (text, stream) => {
      if (stream === 'stdout') printed += text;
    },
  });
  const { tasks } = graph.parse(JSON.parse(printed)).tasks;
  return Object.entries(tasks)
    .map(([id, { target, outputs }]) => ({
      id,
      ...target,
      resultFiles: outputs.filter((output) => output.endsWith('.xml')),
    }))
    .filter(({ target }) => targets.includes(target));
}

/** What Nx wrote down of its last run, by task, if that began at this time or later. */
export async function lastRun(since: Date): Promise<ReadonlyMap<string, TaskRun>> {
  const content: unknown = JSON.parse(await readFile(join(workspaceRoot, '.nx/cache/run.json'), 'utf8'));
  const { run, tasks } = runDetails.parse(content);
  if (run.startTime < since) return new Map();
  return new Map(
    tasks.map(({ taskId, status, cacheStatus, startTime, endTime }) => [
      taskId,
      {
        passed: status === 0,
        cached: cacheStatus !== 'cache-miss',
        seconds: (endTime.getTime() - startTime.getTime()) / 1_000,
      },
    ]),
  );
}
