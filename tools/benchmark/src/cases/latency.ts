import { atMost, ms, type Goal } from '../report/goal.ts';
import { median } from '../report/median.ts';
import { measure, type Cell, type Session } from '../session.ts';

const ONE_CONNECTION = { size: '20 KB', connections: 1 } as const;

/** What the gateway adds to the time of the calls it makes: the limit's latency taken from its own, in rounds in turn. */
export async function addedLatency(session: Session): Promise<Goal[]> {
  const cell = { ...ONE_CONNECTION, delayMs: 0, sds: 'warm', crowdFirst: true } as const;
  const added: { p50: number; p99: number }[] = [];
  for (let round = 1; round <= session.plan.latencyRounds; round += 1) {
    const limit = await measure(session, 'limit', cell);
    const gateway = await measure(session, 'gateway', cell);
    added.push({ p50: gateway.p50 - limit.p50, p99: gateway.p99 - limit.p99 });
    console.log(
      `  round ${round}: p50 ${ms(limit.p50)} and ${ms(gateway.p50)}, p99 ${ms(limit.p99)} and ${ms(gateway.p99)}`,
    );
  }
  const what = 'Added latency at 1 connection over the limit';
  return [
    atMost(0.3, { what: `${what}, p50`, value: median(added.map(({ p50 }) => p50)), shown: ms }),
    atMost(1.5, { what: `${what}, p99`, value: median(added.map(({ p99 }) => p99)), shown: ms }),
  ];
}

/** Upstreams that take 50 ms each: two of them in a row with a warm SDS cache, three with a cold one. */
export async function slowUpstreams(session: Session): Promise<Goal[]> {
  const durationMs = Math.max(3_000, session.plan.roundMs);
  const p50 = async (sds: Cell['sds']) => {
    const measured = await measure(session, 'gateway', {
      ...ONE_CONNECTION,
      ...{ delayMs: 50, sds, durationMs, crowdFirst: true },
    });
    return measured.p50;
  };
  return [
    atMost(105, { what: '50 ms upstreams, SDS warm, p50', value: await p50('warm'), shown: ms }),
    atMost(157, { what: '50 ms upstreams, SDS cold, p50', value: await p50('cold'), shown: ms }),
  ];
}
