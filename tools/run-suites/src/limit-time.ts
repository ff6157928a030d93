import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { stopChild } from '@cdg/child-processes';
import { noteStoppedTask } from './stopped-tasks.ts';

/**
 * Runs a command for so many minutes at most: `node tools/run-suites/src/limit-time.ts 6 jest --ci`. Every task of Nx that
 * runs tests starts with it. A suite that hangs is stopped and fails, and the others still run.
 */
const GRACE_MS = 4_000;
/** As of the POSIX command `timeout`. */
const STOPPED_STATUS = 124;
const [minutes, program, ...args] = process.argv.slice(2);
if (program === undefined || !(Number(minutes) > 0)) throw new Error('usage: limit-time.ts <minutes> <command> ...');

// In the process group that it finds itself in: whoever ends that reaches the command, too.
const child = spawn(program, args, { stdio: 'inherit' });
const limit = AbortSignal.timeout(Number(minutes) * 60_000);
limit.addEventListener('abort', () => {
  console.error(`Stopped: this did not end within ${minutes} minutes.`);
  void stopChild(child, { graceMs: GRACE_MS });
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => void stopChild(child, { graceMs: GRACE_MS }));
}

await once(child, 'exit');
if (limit.aborted) await noteStoppedTask(process.env);
const signalNumber = child.signalCode === null ? 0 : constants.signals[child.signalCode];
process.exitCode = limit.aborted ? STOPPED_STATUS : (child.exitCode ?? 128 + signalNumber);
