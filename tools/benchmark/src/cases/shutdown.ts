import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { atMost, count, type Goal } from '../report/goal.ts';
import { withProgram, type Session } from '../session.ts';

const BEFORE_MS = 2_000;
const AFTER_MS = 3_000;
const ATTEMPTS = 3;

/** SIGTERM while every connection is busy: what was accepted is answered, and the process ends well. */
export async function shutdownUnderLoad(session: Session): Promise<Goal[]> {
  const outcomes = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) outcomes.push(await shutDownOnce(session));
  const failed = outcomes.reduce((sum, { errors }) => sum + errors, 0);
  const badExits = outcomes.filter(({ exit }) => exit !== 0).length;
  const first = outcomes.find(({ firstError }) => firstError !== undefined)?.firstError;
  if (first !== undefined) console.log(`  first failure: ${first}`);
  return [
    atMost(0, { what: `SIGTERM under load, ${ATTEMPTS} times: failed requests`, value: failed, shown: count }),
    atMost(0, { what: 'SIGTERM under load: exits other than 0', value: badExits, shown: count }),
  ];
}

function shutDownOnce(session: Session) {
  return withProgram(session, { name: 'gateway', delayMs: 50, options: { sdsCache: true } }, async ({ url, child }) => {
    const exited = once(child, 'exit');
    const load = session.load.loop({
      ...{ url: url('gateway'), connections: 32, size: '20 KB' },
      ...{ warmUpMs: 0, durationMs: BEFORE_MS + AFTER_MS },
    });
    await delay(BEFORE_MS);
    child.kill('SIGTERM');
    const ended: unknown[] = await exited;
    session.load.finish();
    const { errors, firstError } = await load;
    return { errors, firstError, exit: ended[0] };
  });
}
