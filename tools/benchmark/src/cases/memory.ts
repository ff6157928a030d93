import { once } from 'node:events';
import { z } from 'zod';
import { peakMemoryMb } from '../load/process-cost.ts';
import { atMost, count, mb, ms, type Goal } from '../report/goal.ts';
import { withProgram, type Session } from '../session.ts';

/** The provider pauses after its first megabyte, so that it is clear what the first byte waited for. */
const PAUSE_MS = 300;
const LARGE_RECORDS = 3;
const firstMegabyte = z.object({ type: z.literal('first-megabyte'), at: z.number() });

interface LargeRecord {
  readonly peakMb: number;
  readonly firstByteMs: number;
}

/** A record of 50 MB: memory beside the limit's, and how long its first byte takes. */
export async function largeRecord(session: Session): Promise<Goal[]> {
  const [limit, gateway] = [await fetchLargeRecords(session, 'limit'), await fetchLargeRecords(session, 'gateway')];
  console.log(`  peak memory: limit ${mb(limit.peakMb)}, gateway ${mb(gateway.peakMb)}`);
  return [
    atMost(32, {
      what: "50 MB record: peak memory above the limit's",
      value: gateway.peakMb - limit.peakMb,
      shown: mb,
    }),
    atMost(10, {
      what: "50 MB record: first byte after the provider's first megabyte",
      value: gateway.firstByteMs,
      shown: ms,
    }),
  ];
}

async function fetchLargeRecords(session: Session, name: 'limit' | 'gateway'): Promise<LargeRecord> {
  const upstreams = await session.fleet.upstreams({ pauseMs: PAUSE_MS });
  const program = await session.fleet.program(name, upstreams, { sdsCache: true });
  try {
    const firstBytes: number[] = [];
    for (let record = 0; record < LARGE_RECORDS; record += 1) {
      const sent = once(upstreams.child, 'message', { signal: AbortSignal.timeout(60_000) });
      const { complete, firstByteAt } = await session.load.single({ url: program.url('gateway'), size: '50 MB' });
      if (!complete) session.failures.push(`${name}, a record of 50 MB: not complete`);
      firstBytes.push((firstByteAt - firstMegabyte.parse((await sent)[0]).at) / 1e6);
    }
    // The first one pays for code that runs for the first time; the memory is that of all.
    return { peakMb: peakMemoryMb(program.pid), firstByteMs: Math.max(...firstBytes.slice(1)) };
  } finally {
    await Promise.all([program.stop(), upstreams.stop()]);
  }
}

/** Many consumers that read slowly: back-pressure has to reach the provider. */
export async function slowConsumers(session: Session): Promise<Goal[]> {
  const { consumers, bytesPerSecond } = session.plan.slowConsumers;
  const run = (name: 'limit' | 'gateway') =>
    withProgram(session, { name, delayMs: 0, options: { sdsCache: true } }, async (program) => {
      const result = await session.load.slowReaders({
        url: program.url('gateway'),
        consumers,
        size: '5 MB',
        bytesPerSecond,
      });
      return { ...result, peakMb: peakMemoryMb(program.pid) };
    });
  const [limit, gateway] = [await run('limit'), await run('gateway')];
  console.log(
    `  peak memory: limit ${mb(limit.peakMb)}, gateway ${mb(gateway.peakMb)}; ${gateway.seconds.toFixed(0)} s`,
  );
  const what = `${consumers} consumers reading 5 MB each at ${bytesPerSecond / 1000} KB/s`;
  return [
    atMost(64, { what: `${what}: peak memory above the limit's`, value: gateway.peakMb - limit.peakMb, shown: mb }),
    atMost(0, { what: `${what}: incomplete`, value: gateway.errors, shown: count }),
  ];
}
