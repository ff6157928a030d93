import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopChild } from './stop-child.ts';
import { workspaceRoot } from './workspace-root.ts';

export interface Command {
  /** A program, of `node_modules/.bin` first, and its arguments. */
  readonly command: readonly [string, ...string[]];
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where it runs: from the root of the workspace, or an absolute path; at the root itself when absent. */
  readonly folder?: string;
  /** Stops the command, and what it started, when it aborts. */
  readonly signal: AbortSignal;
  /** Gets what the command prints; without it that goes to this process's own output. */
  readonly onOutput?: (text: string, stream: 'stdout' | 'stderr') => void;
}

const STOP_GRACE_MS = 4_000;
const LAST_OUTPUT_MS = 500;

/**
 * Runs a command in the workspace and answers its exit status (128 and the signal's number after a signal).
 *
 * @throws when there is no such program
 */
export async function runCommand(options: Command): Promise<number> {
  const { command, environment = {}, folder = '', signal, onOutput } = options;
  const [program, ...args] = command;
  if (signal.aborted) return 128 + constants.signals.SIGTERM;
  const output = onOutput === undefined ? 'inherit' : 'pipe';
  const child = spawn(program, args, {
    cwd: resolve(workspaceRoot, folder),
    env: { ...process.env, PATH: pathWithPackages(), ...environment },
    stdio: ['ignore', output, output],
    // A process group of its own: Ctrl-C reaches this process alone, which then stops the whole group once.
    detached: true,
  });
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => onOutput?.(text, name));
  }
  return statusUntil(signal, child);
}

async function statusUntil(signal: AbortSignal, child: ChildProcess): Promise<number> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new Error(`${child.spawnfile} cannot be run: ${error.message}`, { cause: error }));
    });
    child.once('exit', (status, name) => {
      resolve(status ?? 128 + (name === null ? 0 : constants.signals[name]));
    });
  });
  let stopped = Promise.resolve();
  const stop = () => {
    stopped = stopChild(child, { graceMs: STOP_GRACE_MS, wholeGroup: true });
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await ended;
  } finally {
    signal.removeEventListener('abort', stop);
    await stopped;
    // Something it started may still hold the output open.
    await Promise.race([closed, delay(LAST_OUTPUT_MS)]);
  }
}

function pathWithPackages(): string {
  return [join(workspaceRoot, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter);
}
