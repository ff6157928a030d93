import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface StopOptions {
  /** How long the child may take to end by itself after SIGTERM; then it is killed. */
  readonly graceMs: number;
  /** The child leads a process group, which is stopped with it. */
  readonly wholeGroup?: boolean;
}

const POLL_MS = 20;

/** Whether the process has ended. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Stops a child process by its id, with SIGTERM and then SIGKILL, and resolves when it is gone. */
export async function stopChild(child: ChildProcess, { graceMs, wholeGroup = false }: StopOptions): Promise<void> {
  const { pid } = child;
  if (pid === undefined || hasEnded(child)) return;
  const target = wholeGroup ? -pid : pid;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const killAt = performance.now() + graceMs;
  send(target, 'SIGTERM');
  const kill = setTimeout(() => send(target, 'SIGKILL'), graceMs);
  await ended;
  clearTimeout(kill);
  if (wholeGroup) await endGroup(target, killAt);
}

/** Those of a group who outlive its leader get the rest of the time. */
async function endGroup(target: number, killAt: number): Promise<void> {
  while (send(target, 0)) {
    if (performance.now() > killAt) {
      send(target, 'SIGKILL');
      return;
    }
    await delay(POLL_MS);
  }
}

/** Sends a signal (0 only asks), and answers whether there is anybody to get it. */
function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
