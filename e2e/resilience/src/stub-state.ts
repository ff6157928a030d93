import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const POLL_MS = 10;
const FAULTS_SCHEMA = z.array(z.looseObject({ fired: z.number() }));

/** How often the faults that are dialled at a stub have been acted out. */
export async function firedFaults(stubUrl: string): Promise<number> {
  const faults = await fetch(`${stubUrl}/_stub/faults`);
  return FAULTS_SCHEMA.parse(await faults.json()).reduce((sum, { fired }) => sum + fired, 0);
}

/** Waits until something is so; false when it has not been so for `ms`. */
export async function within(ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const end = performance.now() + ms;
  while (!(await isSo())) {
    if (performance.now() > end) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Whether a stub takes requests. */
export async function isOpen(stubUrl: string): Promise<boolean> {
  const health = await fetch(`${stubUrl}/_stub/health`).catch(() => undefined);
  await health?.text();
  return health?.ok === true;
}
