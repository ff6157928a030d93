import { createAbort, type Signal } from './abort.ts';
import { CancelledError, reasonToGiveUp, type Deadline } from './deadline.ts';
import { unlessAborted } from './unless-aborted.ts';

/**
 * Starts the shared call. `remainingMs` tells how long the most patient of those who wait for it still can; `abandoned`
 * aborts when nobody waits for it any longer.
 */
export type StartFlight<T> = (remainingMs: () => number, abandoned: Signal) => Promise<T>;

export interface SingleFlight<T> {
  /**
   * Joins the call under way for `key`, or starts it; waits no longer than the deadline allows.
   *
   * @throws UpstreamError of kind timeout when the deadline ends first, CancelledError when the request does
   */
  readonly run: (key: string, start: StartFlight<T>, deadline: Deadline) => Promise<T>;
}

export interface SingleFlightOptions {
  /**
   * How old a call may be, in milliseconds, to be joined: who comes later starts another, which is then the one to join.
   * So nobody gets a time-out that was all but due before they came. Without it, a call of any age is joined.
   */
  readonly joinMs?: number;
  /** Who comes after everybody has left starts another call, as the one that was abandoned ends. Else it is joined. */
  readonly endsAbandoned?: boolean;
}

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly began: number;
  readonly waiters: { mostPatient: Deadline; count: number };
  readonly abandon: () => void;
}

/**
 * Makes equal calls in flight one call. The shared call has limits of its own: when one waiter's time is up or its
 * consumer goes away, only that waiter stops waiting; when the last one does, the call is told.
 */
export function createSingleFlight<T>(
  upstream: string,
  { joinMs = Number.POSITIVE_INFINITY, endsAbandoned = false }: SingleFlightOptions = {},
): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  const join = (key: string, deadline: Deadline): Flight<T> | undefined => {
    const flight = flights.get(key);
    if (flight === undefined || performance.now() - flight.began > joinMs) return undefined;
    const { waiters } = flight;
    if (deadline.remainingMs() > waiters.mostPatient.remainingMs()) waiters.mostPatient = deadline;
    return flight;
  };

  const begin = (key: string, start: StartFlight<T>, deadline: Deadline): Flight<T> => {
    const waiters = { mostPatient: deadline, count: 0 };
    const abandoned = createAbort();
    const land = () => {
      if (flights.get(key) === flight) flights.delete(key);
    };
    const answer = start(() => waiters.mostPatient.remainingMs(), abandoned.signal).finally(land);
    const abandon = () => {
      if (endsAbandoned) land();
      abandoned.abort(new CancelledError('nobody waits for the answer any longer'));
    };
    const flight: Flight<T> = { answer, began: performance.now(), waiters, abandon };
    flights.set(key, flight);
    return flight;
  };

  return {
    run: (key, start, deadline) => {
      const { signal } = deadline;
      if (signal.aborted) return Promise.reject(reasonToGiveUp(upstream, signal));
      const { answer, waiters, abandon } = join(key, deadline) ?? begin(key, start, deadline);
      waiters.count += 1;
      return unlessAborted(answer, signal, () => {
        waiters.count -= 1;
        if (waiters.count === 0) abandon();
        return reasonToGiveUp(upstream, signal);
      });
    },
  };
}
