import { atMost, times, type Goal } from '../report/goal.ts';
import { noteFailure, withProgram, type Session } from '../session.ts';

/** More than the connections that the gateway keeps to one upstream, taken up within the settling time if it lets them be. */
const HANGING = { connections: 300, perSecond: 60, hanging: true, size: '20 KB', warmUpMs: 0 } as const;
const OTHERS = { connections: 16, size: '20 KB' } as const;
const SETTLE_MS = 5_000;

/** One practice never answers; patients of all the others must not notice. */
export async function hangingPractice(session: Session): Promise<Goal[]> {
  const goals: Goal[] = [];
  for (const ssp of [false, true]) {
    const ratio = await withProgram(
      session,
      { name: 'gateway', delayMs: 50, options: { sdsCache: true, ssp } },
      async (gateway) => {
        const url = gateway.url('gateway');
        const round = { url, ...OTHERS, warmUpMs: SETTLE_MS, durationMs: Math.max(session.plan.headlineMs, 3_000) };
        const normal = await session.load.loop(round);
        const hanging = await session.fleet.load();
        const patients = hanging.loop({ url, ...HANGING, durationMs: 2 * (round.warmUpMs + round.durationMs) });
        const beside = await session.load.loop(round);
        hanging.finish();
        await patients;
        noteFailure(session, 'gateway, beside a practice that hangs', beside);
        console.log(
          `  ${ssp ? 'through the proxy' : 'directly'}: p99 ${normal.p99} ms normally, ${beside.p99} ms beside it`,
        );
        return beside.p99 / normal.p99;
      },
    );
    const way = ssp ? 'through the Spine Secure Proxy' : 'called directly';
    goals.push(
      atMost(1.2, { what: `One practice hanging, ${way}: p99 of the others, of normal`, value: ratio, shown: times }),
    );
  }
  return goals;
}
