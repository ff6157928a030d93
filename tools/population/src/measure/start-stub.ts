import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stopChild, workspaceRoot } from '@cdg/child-processes';
import { z } from 'zod';

export type StubName = 'pds' | 'sds' | 'provider';

export interface RunningStub {
  readonly url: string;
  /** From its first instruction until it could answer. */
  readonly startMs: number;
  /** Its resident memory at this moment. */
  readonly memoryBytes: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

const START_LIMIT_MS = 60_000;
const STOP_GRACE_MS = 3_000;
const KIBIBYTE = 1024;

const ANY_FREE_PORT = { PDS_STUB_PORT: '0', SDS_STUB_PORT: '0', PROVIDER_STUB_PORT: '0', STUB_HOST: '127.0.0.1' };
const listening = z.object({ type: z.literal('listening'), urls: z.record(z.string(), z.url()) });

/**
 * Starts a built stub with a population, on loopback.
 *
 * @throws when it ends or is not ready in time; it is stopped by then
 */
export async function startStub(name: StubName, populationFile: string, signal: AbortSignal): Promise<RunningStub> {
  const started = performance.now();
  const child = spawn(process.execPath, [join(workspaceRoot, 'apps', `${name}-stub`, 'dist/main.js')], {
    cwd: workspaceRoot,
    env: { ...process.env, ...ANY_FREE_PORT, POPULATION_FILE: populationFile, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const stop = () => stopChild(child, { graceMs: STOP_GRACE_MS });
  try {
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(START_LIMIT_MS)]);
    const ended = once(child, 'exit', { signal: deadline }).then(() => {
      throw new Error(`the ${name} stub ended before it was ready`);
    });
    const told = await Promise.race([once(child, 'message', { signal: deadline }), ended]);
    const url = listening.parse(told[0]).urls[name];
    if (url === undefined) throw new Error(`the ${name} stub does not say where it listens`);
    return { url, startMs: performance.now() - started, memoryBytes: () => memoryOf(child.pid), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function memoryOf(pid: number | undefined): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim()) * KIBIBYTE;
}
