import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const MODULE = JSON.stringify(join(import.meta.dirname, 'let-go.ts'));
const CHILD =
  "process.once('disconnect', () => process.exit()); setInterval(() => undefined, 1000); process.send('up')";

/** Starts a child that runs until its channel closes, and says when it is up. */
const script = `
  import { spawn } from 'node:child_process';
  import { letGo } from ${MODULE};
  const stdio = ['ignore', 'pipe', 'pipe', 'ipc'];
  const child = spawn(process.execPath, ['-e', ${JSON.stringify(CHILD)}], { stdio });
  child.stdout.resume();
  child.stderr.resume();
  child.once('message', () => { letGo(child); console.log(String(child.pid)); });
`;

test('a process ends though its child has not been stopped, and the child after it', async () => {
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000 });

  const pid = Number((await run).stdout);

  expect(pid).toBeGreaterThan(0);
  while (isRunning(pid)) await new Promise((resolve) => setImmediate(resolve));
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
