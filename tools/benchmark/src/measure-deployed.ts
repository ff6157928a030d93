import { createFleet } from './fleet.ts';
import type { Plan } from './plan.ts';

/** Everybody has this patient: the scenario that answers 200 with a full record. */
const QUESTION = { nhsNumber: '9999999999', consumerOds: 'S55555' } as const;

/**
 * Measures a gateway that runs elsewhere, with the one scenario that is there for every tester. There are no baselines
 * beside it, so nothing is compared and no goal is judged.
 *
 * @returns the exit status: 1 when an answer was wrong or missing
 */
export async function measureDeployed(baseUrl: string, plan: Plan, signal: AbortSignal): Promise<number> {
  console.log('Left out, for a gateway that runs elsewhere: baselines, delays, SDS cache, record sizes, memory, CPU,');
  console.log(
    'slow consumers, hanging practices, shutdown, and the document. Every request asks for the one full record.',
  );
  const fleet = await createFleet(signal);
  let faults = 0;
  try {
    const load = await fleet.load();
    for (const connections of plan.connections) {
      if (signal.aborted) break;
      const result = await load.loop({
        ...{ url: baseUrl, connections, size: '20 KB', only: QUESTION },
        ...{ warmUpMs: plan.warmUpMs, durationMs: plan.headlineMs },
      });
      const { perSecond, p50, p90, p99, p999, errors, refused, firstError } = result;
      faults += errors + refused;
      const latencies = `p50 ${p50} ms, p90 ${p90} ms, p99 ${p99} ms, p99.9 ${p999} ms`;
      const verdict =
        errors + refused > 0 ? `${errors + refused} FAULTS (${firstError ?? 'connection refused'})` : 'no faults';
      console.log(`${connections} connections: ${perSecond.toFixed(1)} requests/s, ${latencies}, ${verdict}`);
    }
    return faults > 0 ? 1 : 0;
  } finally {
    await fleet.stop();
  }
}
