import {
  clearFaults,
  journalOf,
  resetStub,
  setFault,
  type FaultOrder,
  type JournalEntry,
} from '@cdg/gateway-under-test';
import { lookUp } from './look-up.ts';
import { SERVICES } from './troubles.ts';
import type { World } from './world.ts';

const BACK_WITHIN_MS = 10_000;

/** Where the stub of a service is, in the words of the features. */
export function stubUrl(world: World, service: string): string {
  return world.under.ownFleet().urls[lookUp(SERVICES, service)];
}

/** Lets a service misbehave until the scenario is over. PDS goes on giving access tokens unless a path is named. */
export async function misbehave(world: World, service: string, order: FaultOrder): Promise<void> {
  const url = stubUrl(world, service);
  const match = service === 'PDS' && order.fault.kind !== 'refuse' ? { path: '/personal-demographics' } : undefined;
  await setFault(url, { ...(match && { match }), ...order });
  world.undo.push(() => workAgain(url));
}

/** Clears a service's faults, and waits until it can be reached. */
export async function workAgain(url: string): Promise<void> {
  const deadline = Date.now() + BACK_WITHIN_MS;
  for (;;) {
    try {
      await clearFaults(url);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Brings a stub's data back when the scenario is over; call it before they are changed. */
export function restoreLater(world: World, service: string): string {
  const url = stubUrl(world, service);
  world.undo.push(() => resetStub(url));
  return url;
}

/** What a service was asked in this scenario; PDS without its access tokens. */
export async function requestsTo(world: World, service: string): Promise<readonly JournalEntry[]> {
  const entries = await journalOf(stubUrl(world, service));
  return entries.filter(({ path }) => !path.startsWith('/oauth2/'));
}
