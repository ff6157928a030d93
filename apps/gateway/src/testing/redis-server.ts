import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningRedis {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>;
  /** Stops it from answering, its connections open, until it is resumed. */
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it and removes what it wrote. */
  readonly stop: () => Promise<void>;
}

/** Why tests that need Redis cannot run here; undefined when they can. */
export const WHY_NO_REDIS =
  spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'no redis-server on the PATH; Debian and Ubuntu have it: apt-get install redis-server';

const READY = 'Ready to accept connections';

/** Starts a Redis of its own on a loopback port, with a temporary folder and nothing kept. */
export async function startRedis(port?: number): Promise<RunningRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'redis-'));
  const onPort = port ?? (await freePort());
  const child = spawn(
    'redis-server',
    ['--port', String(onPort), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  // A test run that is cut off must not leave it behind.
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  await ready(child);
  const end = async () => {
    process.removeListener('exit', endWithUs);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return {
    url: `redis://127.0.0.1:${onPort}`,
    kill: end,
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    stop: async () => {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (text) => {
      said += String(text);
      if (said.includes(READY)) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`redis-server ended: ${said}`));
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
