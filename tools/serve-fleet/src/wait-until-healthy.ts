import { setTimeout as delay } from 'node:timers/promises';
import { FleetError } from './fleet-error.ts';

const ATTEMPT_MS = 2_000;
const PAUSE_MS = 50;

/**
 * Asks until the answer is 200.
 *
 * @throws FleetError with the last answer when the deadline passes
 */
export async function waitUntilHealthy(url: string, deadline: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await ask(url, deadline);
    if (answer === '200') return;
    if (deadline.aborted) throw new FleetError(`is not healthy: ${url} answered ${answer}`);
    await delay(PAUSE_MS);
  }
}

async function ask(url: string, deadline: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([deadline, AbortSignal.timeout(ATTEMPT_MS)]) });
    await response.body?.cancel();
    return String(response.status);
  } catch {
    return 'nothing';
  }
}
