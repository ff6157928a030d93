import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { runCommand } from './run-command.ts';
import { workspaceRoot } from './workspace-root.ts';

const never = new AbortController().signal;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('runCommand', () => {
  test.each([0, 3])('answers the exit status %i of the command', async (status) => {
    expect(await runCommand({ command: ['node', '-e', `process.exit(${status})`], signal: never })).toBe(status);
  });

  test('passes on what the command prints, and the environment it is given', async () => {
    let printed = '';
    const onOutput = (text: string) => {
      printed += text;
    };
    const script = 'console.log(process.env.GREETING); console.error("from stderr")';
    await runCommand({ command: ['node', '-e', script], environment: { GREETING: 'hello' }, signal: never, onOutput });

    expect(printed.split('\n').sort()).toEqual(['', 'from stderr', 'hello']);
  });

  test.each(['', 'tools/child-processes'])(
    'runs at the root of the workspace or in the folder "%s"',
    async (folder) => {
      let printed = '';
      const onOutput = (text: string) => {
        printed += text;
      };
      await runCommand({ command: ['node', '-p', 'process.cwd()'], folder, signal: never, onOutput });

      expect(printed.trim()).toBe(join(workspaceRoot, folder).replace(/\/$/, ''));
    },
  );

  test('stops the command and what that has started', async () => {
    const controller = new AbortController();
    const pids: number[] = [];
    const script = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      console.log(process.pid + ' ' + child.pid);
      setInterval(() => {}, 1000);`;
    const status = await runCommand({
      command: ['node', '-e', script],
      signal: controller.signal,
      onOutput: (text) => {
        pids.push(...text.trim().split(' ').map(Number));
        controller.abort();
      },
    });

    expect(status).toBe(143);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  test('runs nothing once it is told to stop', async () => {
    expect(await runCommand({ command: ['node', '-e', ''], signal: AbortSignal.abort() })).toBe(143);
  });

  test('names a program that is not there', async () => {
    const command = runCommand({ command: ['no-such-program'], signal: never });

    await expect(command).rejects.toThrow('no-such-program cannot be run');
  });
});
