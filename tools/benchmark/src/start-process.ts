import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { stopChild, workspaceRoot } from '@cdg/child-processes';
import { z } from 'zod';

export interface ProcessPlan {
  readonly name: string;
  /** Node's flags, the script and its arguments. */
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** What it prints goes here; to nowhere when absent. */
  readonly logFile?: string;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly child: ChildProcess;
  /** One of the addresses where it listens. */
  readonly url: (name: string) => string;
  readonly stop: () => Promise<void>;
}

const START_LIMIT_MS = 30_000;
const STOP_GRACE_MS = 25_000;
const listening = z.object({ type: z.literal('listening'), urls: z.record(z.string(), z.string()) });

/**
 * Starts a Node program that tells where it listens through its channel to this process.
 *
 * @throws when it ends or says nothing in time; it is stopped by then
 */
export async function startProcess({ name, command, environment = {}, logFile }: ProcessPlan): Promise<RunningProcess> {
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const child = spawn(process.execPath, [...command], {
    cwd: workspaceRoot,
    env: { ...process.env, ...environment },
    stdio: ['ignore', log, 'inherit', 'ipc'],
  });
  if (typeof log === 'number') closeSync(log);
  const stop = () => stopChild(child, { graceMs: STOP_GRACE_MS });
  try {
    const urls = await firstWords(child, name);
    const url = (which: string) => urls[which] ?? '';
    return { name, pid: child.pid ?? 0, child, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function firstWords(child: ChildProcess, name: string): Promise<Record<string, string>> {
  const signal = AbortSignal.timeout(START_LIMIT_MS);
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${name} ended before it listened`);
  });
  const words: unknown[] = await Promise.race([once(child, 'message', { signal }), ended]);
  return listening.parse(words[0]).urls;
}
