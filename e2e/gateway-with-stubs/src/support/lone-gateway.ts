import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { letGo } from '@cdg/child-processes';
import { z } from 'zod';

const WORKSPACE_ROOT = join(import.meta.dirname, '../../../..');
const ENTRY_POINT = join(WORKSPACE_ROOT, 'apps/gateway/dist/main.js');
const START_LIMIT_MS = 30_000;
const REMEMBERED_CHARACTERS = 100_000;

type Environment = Readonly<Record<string, string>>;

/** The built gateway as a process of its own, with nothing around it but what its settings name. */
export interface LoneGateway {
  readonly url: string;
  /** The sum of a metric's samples, over those whose labels contain `labels`. */
  readonly metric: (name: string, labels?: string) => Promise<number>;
  /** What its admin port says at `/metrics`. */
  readonly metricsPage: () => Promise<string>;
  /** The latest of what it wrote. */
  readonly output: () => string;
  /** Resolves when it has written more. */
  readonly moreOutput: () => Promise<unknown>;
  /** Tells it to stop, as an orchestrator does; resolves with its exit status once it has. */
  readonly terminate: () => Promise<number | null>;
  readonly stop: () => Promise<void>;
}

const listening = z.object({ type: z.literal('listening'), urls: z.object({ gateway: z.url(), admin: z.url() }) });

/** Starts the built gateway on free ports. It ends by itself when this process does. */
export async function startLoneGateway(environment: Environment): Promise<LoneGateway> {
  const child = spawn(process.execPath, [ENTRY_POINT], {
    cwd: WORKSPACE_ROOT,
    env: { GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = rememberOutput(child);
  try {
    const { urls } = await whenListening(child);
    letGo(child);
    return {
      url: urls.gateway,
      metric: async (name, labels = '') => sumOf(await metricsPage(urls.admin), { name, labels }),
      metricsPage: () => metricsPage(urls.admin),
      output: output.text,
      moreOutput: output.more,
      terminate: async () => {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
        return child.exitCode;
      },
      stop: () => kill(child),
    };
  } catch (error) {
    await kill(child);
    throw new Error(`the gateway did not start: ${output.text()}`, { cause: error });
  }
}

/** Runs the built gateway to its end: for settings it refuses, and for what it prints. */
export async function runGateway(environment: Environment, ...args: readonly string[]) {
  const child = spawn(process.execPath, [ENTRY_POINT, ...args], {
    cwd: WORKSPACE_ROOT,
    env: { GATEWAY_PORT: '0', GATEWAY_ADMIN_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: START_LIMIT_MS,
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { exitCode: child.exitCode, stdout, stderr };
}

async function whenListening(child: ChildProcess) {
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  const told = await Promise.race([
    once(child, 'message', { signal: limit }),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`ended with ${String(code)}`))),
  ]);
  return listening.parse(told[0]);
}

function rememberOutput(child: ChildProcess) {
  const changes = new EventEmitter();
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      kept = (kept + chunk).slice(-REMEMBERED_CHARACTERS);
      changes.emit('more');
    });
  }
  return { text: () => kept, more: () => once(changes, 'more') };
}

async function metricsPage(adminUrl: string): Promise<string> {
  return (await fetch(`${adminUrl}/metrics`)).text();
}

function sumOf(page: string, { name, labels }: { name: string; labels: string }): number {
  return page
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || (line.startsWith(`${name}{`) && line.includes(labels)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
