import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { workspaceRoot } from '@cdg/child-processes';

const PORTS = ['GATEWAY_PORT', 'GATEWAY_ADMIN_PORT', 'PDS_STUB_PORT', 'SDS_STUB_PORT', 'PROVIDER_STUB_PORT'];
const ANY_FREE_PORTS = Object.fromEntries(PORTS.map((name) => [name, '0']));

let command: ChildProcess | undefined;

afterEach(() => {
  if (command?.pid !== undefined && command.exitCode === null && command.signalCode === null) {
    process.kill(-command.pid, 'SIGKILL');
  }
});

/** Starts an npm script in a process group of its own and waits for a line of its output. */
async function startScript(
  script: string,
  expectedLine: RegExp,
): Promise<{ child: ChildProcess; output: () => string }> {
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: workspaceRoot,
    env: { ...process.env, ...ANY_FREE_PORTS },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  command = child;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  while (!expectedLine.test(text)) {
    if (child.exitCode !== null) throw new Error(`npm run ${script} ended: ${text}`);
    await wait(50);
  }
  return { child, output: () => text };
}

/** Processes of the group that are still there. */
function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['start', 'Ctrl-C (SIGINT to the group)', 'SIGINT', 'group'],
  ['start', 'SIGTERM to the npm process', 'SIGTERM', 'npm'],
  ['fleet', 'SIGTERM to the group', 'SIGTERM', 'group'],
] as const)(
  'npm run %s: %s stops all within 5 s and leaves no child behind',
  async (...row) => {
    const [script, , signal, target] = row;
    const { child, output } = await startScript(script, /Ctrl-C/);
    const pid = child.pid ?? 0;
    if (script === 'start') expect(output()).toMatch(/200/);
    const stoppedAt = performance.now();
    process.kill(target === 'group' ? -pid : pid, signal);
    await once(child, 'exit');
    while (isGroupAlive(pid) && performance.now() - stoppedAt < 6_000) await wait(20);
    expect(isGroupAlive(pid)).toBe(false);
    expect(performance.now() - stoppedAt).toBeLessThan(5_000);
  },
  60_000,
);
