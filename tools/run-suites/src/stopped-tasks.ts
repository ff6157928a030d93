import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';

/** Nx tells no more of a task than that it failed. Which were stopped is therefore kept here, an empty file for each. */
const FOLDER = join(workspaceRoot, 'reports/stopped');

/** Notes that the task of Nx that this process runs in was stopped at its time limit; outside Nx there is none. */
export async function noteStoppedTask(environment: NodeJS.ProcessEnv, folder = FOLDER): Promise<void> {
  const { NX_TASK_TARGET_PROJECT: project, NX_TASK_TARGET_TARGET: target } = environment;
  if (project === undefined || target === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${project}.${target}`), '');
}

/** Tells whether a task was stopped since the reports were last emptied. */
export async function stoppedTasks(folder = FOLDER): Promise<(task: { project: string; target: string }) => boolean> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  return ({ project, target }) => names.includes(`${project}.${target}`);
}
