import { runClosedLoop } from './closed-loop.ts';
import { jobSchema, type Job } from './jobs.ts';
import { runSingle, runSlowReaders } from './slow-readers.ts';

/** The load generator: takes one job after the other from the process that started it, and ends with it. */
let stopJob = new AbortController();

process.on('message', (message) => {
  if (message === 'stop') stopJob.abort();
  else void run(jobSchema.parse(message));
});
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', urls: {} });

async function run(job: Job): Promise<void> {
  stopJob = new AbortController();
  const reply = await work(job).then(
    (result) => ({ result }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  process.send?.({ type: 'result', ...reply });
}

function work(job: Job): Promise<unknown> {
  if (job.kind === 'loop') return runClosedLoop(job, stopJob.signal);
  return job.kind === 'single' ? runSingle(job) : runSlowReaders(job);
}
