import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasEnded, stopChild } from '@cdg/child-processes';
import type { Image } from './read-image.ts';

export interface Container {
  readonly name: string;
  readonly image: Image;
  /** The folder that is the container's root. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface RunningContainer {
  readonly stop: () => Promise<void>;
}

const START_MS = 15_000;
const PAUSE_MS = 100;
const GRACE_MS = 4_000;
const MAX_SHOWN_CHARACTERS = 2_000;

/**
 * Runs an image's CMD from its files, as its user where this process may become that, until its HEALTHCHECK says well.
 *
 * @throws with what it printed when it ends before, or is not healthy in time
 */
export async function startContainer(container: Container): Promise<RunningContainer> {
  const { child, printed } = startProcess(container, container.image.command);
  const stop = () => stopChild(child, { graceMs: GRACE_MS });
  const giveUpAt = performance.now() + START_MS;
  for (;;) {
    const check = await runToEnd(container, container.image.healthCheck);
    if (check.status === 0) return { stop };
    if (hasEnded(child) || performance.now() > giveUpAt) {
      await stop();
      throw new Error(`${container.name} is not healthy: ${check.printed}\n${printed()}`);
    }
    await delay(PAUSE_MS);
  }
}

/** Runs a command in a container's place, and answers how it ended. */
export async function runToEnd(container: Container, command: readonly string[]) {
  const { child, printed } = startProcess(container, command);
  const kill = setTimeout(() => child.kill('SIGKILL'), START_MS);
  await once(child, 'close');
  clearTimeout(kill);
  return { status: child.exitCode, printed: printed() };
}

function startProcess({ image, root, environment }: Container, [program, ...args]: readonly string[]) {
  if (program !== 'node') throw new Error(`only node is there to be run, not ${program ?? 'nothing'}`);
  const child = spawn(process.execPath, args, {
    cwd: join(root, image.folder),
    env: { ...image.environment, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...owner(image),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-MAX_SHOWN_CHARACTERS);
    });
  }
  return { child, printed: () => text };
}

/** Who runs it: the image's user if this process is root, else whoever runs this. */
export function owner({ user = '' }: Pick<Image, 'user'>): { uid?: number; gid?: number } {
  const [uid = NaN, gid = NaN] = user.split(':').map(Number);
  return process.getuid?.() === 0 ? { uid, gid } : {};
}
