import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@cdg/child-processes';
import type { z } from 'zod';
import type { UpstreamSettings } from './fake-upstreams/upstream-settings.ts';
import {
  loopResultSchema,
  singleResultSchema,
  slowReadersResultSchema,
  type Job,
  type LoopJob,
  type LoopResult,
  type SingleJob,
  type SingleResult,
  type SlowReadersJob,
  type SlowReadersResult,
} from './load/jobs.ts';
import { loadReplySchema } from './load/load-reply.ts';
import { PROGRAM_PLANS, type ProgramName, type ProgramOptions } from './program-plans.ts';
import { SETTINGS_VARIABLE } from './program-settings.ts';
import { startProcess, type ProcessPlan, type RunningProcess } from './start-process.ts';

export interface LoadGenerator {
  readonly loop: (job: Omit<LoopJob, 'kind'>) => Promise<LoopResult>;
  readonly slowReaders: (job: Omit<SlowReadersJob, 'kind'>) => Promise<SlowReadersResult>;
  readonly single: (job: Omit<SingleJob, 'kind'>) => Promise<SingleResult>;
  /** Ends the loop under way early. */
  readonly finish: () => void;
}

/** A program under measurement, with its folder, which goes when it stops. */
export interface RunningProgram extends RunningProcess {
  readonly folder: string;
}

/** Every process of a benchmark, so that all of them end with it. */
export interface Fleet {
  readonly upstreams: (settings?: Partial<UpstreamSettings>) => Promise<RunningProcess>;
  readonly program: (
    name: ProgramName,
    upstreams: RunningProcess,
    options: Omit<ProgramOptions, 'folder'>,
  ) => Promise<RunningProgram>;
  readonly load: () => Promise<LoadGenerator>;
  readonly stop: () => Promise<void>;
}

export const REPORTS = join(workspaceRoot, 'reports/benchmark');

const source = (path: string) => join(import.meta.dirname, path);

/** Makes a fleet that ends at once when the signal aborts. */
export async function createFleet(signal: AbortSignal): Promise<Fleet> {
  await mkdir(REPORTS, { recursive: true });
  const running: RunningProcess[] = [];
  const start = async (plan: ProcessPlan) => {
    signal.throwIfAborted();
    const started = await startProcess(plan);
    running.push(started);
    return started;
  };
  const stop = async () => {
    await Promise.all(running.map((each) => each.stop()));
  };
  signal.addEventListener('abort', () => void stop(), { once: true });
  return {
    upstreams: (settings) =>
      start({
        name: 'the fake upstreams',
        command: [source('fake-upstreams/main.ts')],
        environment: { [SETTINGS_VARIABLE]: JSON.stringify({ delayMs: 0, pauseMs: 0, ...settings }) },
      }),
    program: async (name, upstreams, options) => {
      signal.throwIfAborted();
      const folder = await mkdtemp(join(REPORTS, `${name}-`));
      const plan = PROGRAM_PLANS[name](upstreams.url, { ...options, folder });
      const program = await startProcess({ ...plan, logFile: join(folder, 'log.jsonl') });
      const stop = async () => {
        await program.stop();
        await rm(folder, { recursive: true, force: true });
      };
      running.push({ ...program, stop });
      return { ...program, stop, folder };
    },
    load: async () => generatorOf(await start({ name: 'the load generator', command: [source('load/main.ts')] })),
    stop,
  };
}

function generatorOf({ child }: RunningProcess): LoadGenerator {
  const run = async <Schema extends z.ZodType>(job: Job, schema: Schema): Promise<z.output<Schema>> => {
    const gone = new AbortController();
    const onExit = () => {
      gone.abort();
    };
    child.once('exit', onExit);
    child.send(job);
    const words: unknown[] = await once(child, 'message', { signal: gone.signal });
    child.removeListener('exit', onExit);
    const reply = loadReplySchema.parse(words[0]);
    if (reply.error !== undefined) throw new Error(`the load generator failed: ${reply.error}`);
    return schema.parse(reply.result);
  };
  return {
    loop: (job) => run({ kind: 'loop', ...job }, loopResultSchema),
    slowReaders: (job) => run({ kind: 'slow-readers', ...job }, slowReadersResultSchema),
    single: (job) => run({ kind: 'single', ...job }, singleResultSchema),
    finish: () => {
      child.send('stop');
    },
  };
}
