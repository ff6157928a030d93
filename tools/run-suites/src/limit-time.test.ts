import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';

const LIMIT_TIME = join(import.meta.dirname, 'limit-time.ts');
/** Says its id, and stays. */
const STUCK = 'console.log(process.pid); setInterval(() => {}, 1000);';
const DEAF = `process.on('SIGTERM', () => {}); ${STUCK}`;

function start(minutes: number, script: string) {
  const child = spawn(process.execPath, [LIMIT_TIME, String(minutes), process.execPath, '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // As outside Nx, which would be told that this test's own task was stopped.
    env: { ...process.env, NX_TASK_TARGET_PROJECT: undefined, NX_TASK_TARGET_TARGET: undefined },
  });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  return { child, ended: once(child, 'close'), output };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a command with a time limit', () => {
  test.each([0, 3])('that ends in time passes on its status %i and its output', async (status) => {
    const { child, ended, output } = start(1, `console.log('said'); process.exit(${status})`);
    await ended;

    expect(child.exitCode).toBe(status);
    expect(await output).toEqual(['said\n', '']);
  });

  test.each([
    ['hangs', STUCK],
    ['hangs and does not heed SIGTERM', DEAF],
  ])('that %s is ended, which shows by status 124', async (_, script) => {
    const { child, ended, output } = start(0.01, script);
    await ended;
    const [said, complaint] = await output;

    expect(child.exitCode).toBe(124);
    expect(complaint).toBe('Stopped: this did not end within 0.01 minutes.\n');
    expect(isAlive(Number(said))).toBe(false);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends when it gets %s, and its command with it', async (name) => {
    const { child, ended, output } = start(1, STUCK);
    await once(child.stdout, 'data');
    child.kill(name);
    await ended;
    const [said] = await output;

    expect(child.exitCode).toBe(143);
    expect(isAlive(Number(said))).toBe(false);
  });
});
