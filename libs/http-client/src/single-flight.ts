import { reasonToGiveUp, type Deadline } from './deadline.ts';
import { unlessAborted } from './unless-aborted.ts';

export interface SingleFlight<T> {
  /**
   * Joins the call under way for `key`, or starts it; waits no longer than the deadline allows.
   *
   * @throws UpstreamError of kind timeout when the deadline ends first, CancelledError when the request does
   */
  readonly run: (key: string, start: () => Promise<T>, deadline: Deadline) => Promise<T>;
}

/**
 * Makes equal calls in flight one call. The shared call has limits of its own: when one waiter's time is up or its
 * consumer goes away, only that waiter stops waiting.
 */
export function createSingleFlight<T>(upstream: string): SingleFlight<T> {
  const flights = new Map<string, Promise<T>>();

  const join = (key: string, start: () => Promise<T>): Promise<T> => {
    const underWay = flights.get(key);
    if (underWay !== undefined) return underWay;
    const flight = start().finally(() => flights.delete(key));
    flights.set(key, flight);
    return flight;
  };

  return {
    run: (key, start, { signal }) =>
      signal.aborted
        ? Promise.reject(reasonToGiveUp(upstream, signal))
        : unlessAborted(join(key, start), signal, () => reasonToGiveUp(upstream, signal)),
  };
}
