import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'undici';
import { RECORD_BYTES } from '../patients.ts';
import { exchange } from './exchange.ts';
import type { LoopJob, LoopResult } from './jobs.ts';
import { cpuMs } from './process-cost.ts';
import { questionsAbout, questionsThatHang, recordRequest, type Question } from './record-requests.ts';
import { createTally, type Tally } from './tally.ts';

/** A request may take this long: more than any limit of the gateway's. */
const ANSWER_LIMIT_MS = 60_000;
/** The time in which at least one answer for each connection must come, beyond the duration asked for. */
const MOST_EXTRA_MS = 20_000;

/** Each connection sends its next request when it has its answer, until the time is over; the first part does not count. */
export async function runClosedLoop(job: LoopJob, stop: AbortSignal): Promise<LoopResult> {
  const tally = createTally(job.only === undefined ? RECORD_BYTES[job.size] : undefined);
  const ask = questionsOf(job);
  const run = { job, tally, ask, over: false, next: 0, answered: 0, startedAt: performance.now() };
  const connections = Array.from({ length: job.connections }, () => keepAsking(run));
  const ended = Promise.all(connections);

  await warmUp(run, stop);
  tally.start();
  const cpuBefore = job.pid === undefined ? undefined : cpuMs(job.pid);
  await until(job.durationMs, stop);
  for (let extra = 0; tally.requests() < job.connections && extra < MOST_EXTRA_MS && !stop.aborted; extra += 100) {
    await until(100, stop);
  }
  const cpuAfter = job.pid === undefined ? undefined : cpuMs(job.pid);
  tally.stop();
  run.over = true;
  await ended;
  return tally.result(cpuAfter !== undefined && cpuBefore !== undefined ? cpuAfter - cpuBefore : undefined);
}

interface Run {
  readonly job: LoopJob;
  readonly tally: Tally;
  readonly ask: (number: number) => Question;
  readonly startedAt: number;
  over: boolean;
  next: number;
  answered: number;
}

function questionsOf({ only, hanging, size }: LoopJob): (number: number) => Question {
  if (only !== undefined) return () => only;
  return hanging === true ? questionsThatHang() : questionsAbout(size);
}

async function keepAsking(run: Run): Promise<void> {
  const { job, tally } = run;
  const open = () =>
    new Client(job.url, { pipelining: 1, headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS });
  let client = open();
  while (!run.over) {
    run.next += 1;
    await turnOf(run);
    const request = recordRequest(run.ask(run.next));
    const asked = process.hrtime.bigint();
    try {
      const answer = await exchange(client, request, tally.onBytes);
      tally.answered(answer, asked);
      run.answered += 1;
    } catch (error) {
      tally.failed(error);
      await client.destroy();
      client = open();
      await delay(50);
    }
  }
  await client.destroy();
}

async function warmUp(run: Run, stop: AbortSignal): Promise<void> {
  const { warmUpMs, warmUpRequests = 0 } = run.job;
  await until(warmUpMs, stop);
  for (let extra = 0; run.answered < warmUpRequests && extra < MOST_EXTRA_MS && !stop.aborted; extra += 100) {
    await until(100, stop);
  }
}

/** Waits where the job asks for a pace. */
async function turnOf({ job: { perSecond }, next, startedAt }: Run): Promise<void> {
  if (perSecond === undefined) return;
  const early = startedAt + (next * 1_000) / perSecond - performance.now();
  if (early > 0) await delay(early);
}

function until(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined);
}
