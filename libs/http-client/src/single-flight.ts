import type { Deadline } from './deadline.ts';

export interface SingleFlight<T> {
  /** Joins the call under way for `key`, or starts it; waits no longer than the deadline allows. */
  readonly run: (key: string, start: () => Promise<T>, deadline: Deadline) => Promise<T>;
}

/**
 * Makes equal calls in flight one call. The shared call has limits of its own: when one waiter's time is up or its
 * consumer goes away, only that waiter stops waiting.
 */
export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();

  const join = (key: string, start: () => Promise<T>): Promise<T> => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = start().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  return { run: (key, start, deadline) => abandonable(join(key, start), deadline.signal) };
}

/** The promise's result, unless the signal aborts first: then its reason is thrown. */
function abandonable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abandon = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abandon);
    });
  });
}
