import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, expect, test } from '@jest/globals';
import { NX_ENVIRONMENT, workspaceRoot } from '@cdg/child-processes';

/** A suite that starts a fleet of its own, of four processes. It is interrupted before it could write any result. */
const SUITE = ['e2e', 'acceptance'];
const FLEET = /apps\/(gateway|pds-stub|sds-stub|provider-stub)\/dist\/main\.js/;
const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 6_000;

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

let suite: ChildProcess | undefined;
afterEach(() => {
  if (suite?.pid !== undefined && suite.exitCode === null && suite.signalCode === null)
    process.kill(-suite.pid, 'SIGKILL');
});

function startSuite(): ChildProcess {
  suite = spawn(join(workspaceRoot, 'node_modules/.bin/nx'), SUITE, {
    cwd: workspaceRoot,
    env: { ...process.env, ...NX_ENVIRONMENT },
    detached: true,
    stdio: 'ignore',
  });
  return suite;
}

async function allProcesses(): Promise<readonly Process[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args='], { maxBuffer: 2 ** 24 });
  return [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, parent, command = '']) => ({
    ...{ pid: Number(pid), parent: Number(parent), command },
  }));
}

/** The processes that one has started, and those that they have started in turn. */
async function startedBy(pid: number): Promise<readonly Process[]> {
  const all = await allProcesses();
  const childrenOf = (parent: number): readonly Process[] =>
    all.filter((one) => one.parent === parent).flatMap((child) => [child, ...childrenOf(child.pid)]);
  return childrenOf(pid);
}

/** Waits until the suite's fleet of four is there, and gives all that the suite has started. */
async function whenFleetIsUp(pid: number): Promise<readonly Process[]> {
  const until = performance.now() + START_LIMIT_MS;
  while (performance.now() < until) {
    const started = await startedBy(pid);
    if (started.filter(({ command }) => FLEET.test(command)).length === 4) return started;
    await wait(50);
  }
  throw new Error('the suite did not start its fleet in time');
}

/** Those that are still there when there was time to end. */
async function leftOf(started: readonly Process[]): Promise<readonly string[]> {
  const until = performance.now() + END_LIMIT_MS;
  for (;;) {
    const all = await allProcesses();
    const left = started.filter(({ pid, command }) => all.some((one) => one.pid === pid && one.command === command));
    if (left.length === 0 || performance.now() > until) return left.map(({ command }) => command);
    await wait(50);
  }
}

test.each([
  ['Ctrl-C (SIGINT to the group)', 'SIGINT', 'group'],
  ['SIGTERM to Nx alone', 'SIGTERM', 'nx'],
] as const)(
  'a suite that is stopped in the middle leaves no process behind: %s',
  async (...[, signal, target]) => {
    const nx = startSuite();
    const pid = nx.pid ?? 0;
    const started = await whenFleetIsUp(pid);
    const ended = once(nx, 'exit');
    process.kill(target === 'group' ? -pid : pid, signal);
    await ended;

    expect(await leftOf(started)).toEqual([]);
  },
  START_LIMIT_MS + 30_000,
);
