import { atLeast, atMost, percent, times, type Goal } from '../report/goal.ts';
import { median } from '../report/median.ts';
import { measure, type Cell, type Measured, type Session } from '../session.ts';

export const HEADLINE_CELL: Cell = { size: '20 KB', connections: 32, delayMs: 0, sds: 'warm' };
/** As many as it takes until a request costs no less than the one before: the compiler has seen what is worth its while. */
const WARM_UP_REQUESTS = 20_000;
const PROGRAMS = ['limit', 'gateway', 'naive'] as const;

export type Headline = Readonly<Record<(typeof PROGRAMS)[number], readonly Measured[]>>;

/** The comparison that counts most: all three programs in turn, several rounds each. */
export async function measureHeadline(session: Session): Promise<Headline> {
  const rounds: Record<(typeof PROGRAMS)[number], Measured[]> = { limit: [], gateway: [], naive: [] };
  for (let round = 1; round <= session.plan.headlineRounds; round += 1) {
    for (const name of PROGRAMS) {
      const durationMs = session.plan.headlineMs;
      const measured = await measure(session, name, { ...HEADLINE_CELL, durationMs, warmUpRequests: WARM_UP_REQUESTS });
      rounds[name].push(measured);
    }
    console.log(`  round ${round}: ${PROGRAMS.map((name) => `${name} ${rate(rounds[name])}/s`).join(', ')}`);
  }
  return rounds;
}

const rate = (rounds: readonly Measured[]) => (rounds.at(-1)?.perSecond ?? 0).toFixed(0);

export function headlineGoals({ limit, gateway, naive }: Headline): Goal[] {
  const perSecond = (rounds: readonly Measured[]) => median(rounds.map((round) => round.perSecond));
  const cpu = (rounds: readonly Measured[]) => median(rounds.map((round) => round.cpuMsPerRequest ?? Number.NaN));
  return [
    atLeast(0.6, {
      what: "20 KB, 32 connections, SDS warm: requests a second, of the limit's",
      value: perSecond(gateway) / perSecond(limit),
      shown: percent,
    }),
    atMost(1.7, { what: "CPU per request, of the limit's", value: cpu(gateway) / cpu(limit), shown: times }),
    atLeast(8, {
      what: "Requests a second, of the naive gateway's",
      value: perSecond(gateway) / perSecond(naive),
      shown: times,
    }),
  ];
}
