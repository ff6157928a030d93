import type { Signal } from './abort.ts';

/** The promise's result, unless the signal aborts first: then the error that `reason` gives. Leaves no listener behind. */
export function unlessAborted<T>(promise: Promise<T>, signal: Signal, reason: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(reason());
    };
    signal.addEventListener('abort', giveUp);
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', giveUp);
    });
  });
}

/** Waits so many milliseconds, unless the signal aborts first: then rejects with the error that `reason` gives. */
export function waitUnlessAborted(ms: number, signal: Signal, reason: () => Error): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(reason());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, ms);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp);
  });
}
