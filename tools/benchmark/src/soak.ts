import { readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { abortOnSignals, workspaceRoot } from '@cdg/child-processes';
import { ensureDevelopmentKeys } from '@cdg/keys';
import { buildApps } from '@cdg/serve-fleet';
import { createFleet, type RunningProgram } from './fleet.ts';
import { memoryMb, openSockets } from './load/process-cost.ts';
import { judgeSoak, type SoakSample } from './report/judge-soak.ts';

/** `npm run soak`: half of the load that the gateway can take, for half an hour, and what becomes of its memory. */
const LOAD = { connections: 32, size: '20 KB' } as const;
const PROBE = { warmUpMs: 5_000, warmUpRequests: 20_000, durationMs: 10_000 };
const SAMPLES_PER_MINUTE = 6;
const AUDIT_FILE_ASIDE = /^audit\.jsonl\.\d+$/;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const signal = abortOnSignals();
process.exitCode = await soak(Number(values.minutes)).catch((error: unknown) => {
  if (!signal.aborted) console.error(error);
  return 1;
});

async function soak(minutes: number): Promise<number> {
  if (!(minutes > 0)) throw new TypeError('--minutes takes a number above 0');
  await buildApps(['gateway'], signal);
  await ensureDevelopmentKeys(join(workspaceRoot, '.local/keys'));
  const fleet = await createFleet(signal);
  try {
    const load = await fleet.load();
    const gateway = await fleet.program('gateway', await fleet.upstreams(), { sdsCache: true });
    const target = { url: gateway.url('gateway'), ...LOAD };
    const { perSecond: most } = await load.loop({ ...target, ...PROBE });
    console.log(`At most ${most.toFixed(0)} requests a second; ${minutes} minutes at ${(most / 2).toFixed(0)}.`);
    const durationMs = minutes * 60_000;
    const soaked = load.loop({ ...target, pid: gateway.pid, warmUpMs: 0, durationMs, perSecond: most / 2 });
    // When the run is given up, nobody waits for it any more.
    soaked.catch(() => undefined);
    const samples = await takeSamples(gateway, durationMs);
    const { requests, p50, p99, p999, errors, refused } = await soaked;
    console.log(`${requests} requests: p50 ${p50} ms, p99 ${p99} ms, p99.9 ${p999} ms`);
    const { text, kept } = judgeSoak(samples, errors + refused);
    console.log(text);
    return kept && !signal.aborted ? 0 : 1;
  } finally {
    await fleet.stop();
  }
}

async function takeSamples({ pid, folder }: RunningProgram, durationMs: number): Promise<SoakSample[]> {
  const samples: SoakSample[] = [];
  const started = performance.now();
  const step = 60_000 / SAMPLES_PER_MINUTE;
  for (let at = 0; at <= durationMs; at += step) {
    await delay(Math.max(0, started + at - performance.now()), undefined, { signal });
    const sample = { minute: at / 60_000, memoryMb: memoryMb(pid), sockets: openSockets(pid) };
    samples.push(sample);
    await clearAway(folder);
    if (samples.length % SAMPLES_PER_MINUTE === 1) {
      console.log(`minute ${sample.minute.toFixed(0)}: ${sample.memoryMb.toFixed(0)} MB, ${sample.sockets} sockets`);
    }
  }
  return samples;
}

/** Logs and the audit trail's full files go where an operator would ship them. */
async function clearAway(folder: string): Promise<void> {
  await truncate(join(folder, 'log.jsonl'));
  const aside = (await readdir(folder)).filter((name) => AUDIT_FILE_ASIDE.test(name));
  await Promise.all(aside.map((name) => rm(join(folder, name), { force: true })));
}
