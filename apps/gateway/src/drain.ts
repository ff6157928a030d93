import { setTimeout as wait } from 'node:timers/promises';
import type { RunningServer } from '@cdg/http-server';
import type { InFlight } from './limits/in-flight.ts';

export interface DrainOptions {
  /** Milliseconds in which requests are taken as ever, for load balancers to learn that no more are wanted. */
  readonly delayMs: number;
  /** Milliseconds that a request may take. */
  readonly deadlineMs: number;
  readonly inFlight: InFlight;
}

/** For requests on connections that are open, and for answers to go out. */
const MARGIN_MS = 1_000;
/** How long no connection must have come for the listener to close. */
const QUIET_MS = 50;
/** How long a connection must have been idle to be closed: a client may just be sending its next request. */
const IDLE_MS = 500;

/**
 * Stops the public port without a failed request. Whatever comes on an open connection is answered, and told that the
 * connection ends with it; what comes so late that its deadline lies beyond the end is turned away.
 */
export async function drain(server: RunningServer, { delayMs, deadlineMs, inFlight }: DrainOptions): Promise<void> {
  if (delayMs > 0) await wait(delayMs);
  const late = setTimeout(inFlight.stop, 2 * MARGIN_MS);
  await server.close(deadlineMs + 3 * MARGIN_MS, { quietMs: QUIET_MS, idleMs: IDLE_MS });
  clearTimeout(late);
}
