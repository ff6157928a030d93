import type { ServerResponse } from 'node:http';
import { CallError } from '../errors/call-error.ts';

/** When a caller that is turned away may come again: requests take seconds, not minutes. */
const RETRY_AFTER_S = 1;

export interface InFlightOptions {
  readonly max: number;
  readonly onShed: () => void;
}

export interface InFlight {
  /** Counts a request until its answer is out or its connection gone. @throws CallError 503 when there are too many */
  readonly enter: (res: ServerResponse) => void;
  readonly count: () => number;
  /** Turns away all that come from now on: the gateway stops, and has no time for them. */
  readonly stop: () => void;
}

/** Bounds the requests under way: beyond that, turning one away at once is better than being late for all. */
export function createInFlight({ max, onShed }: InFlightOptions): InFlight {
  let count = 0;
  let stopped = false;
  return {
    stop: () => {
      stopped = true;
    },
    count: () => count,
    enter: (res) => {
      if (stopped || count >= max) {
        onShed();
        throw new CallError('throttled', 'The gateway is taking no more requests at the moment', {
          headers: { 'Retry-After': String(RETRY_AFTER_S) },
        });
      }
      count += 1;
      res.once('close', () => {
        count -= 1;
      });
    },
  };
}
