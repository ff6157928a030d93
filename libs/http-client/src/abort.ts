/**
 * Ends waits early. These are the members of AbortSignal that limits need, without the events of the platform behind them:
 * every request makes a handful, and theirs would cost more than the exchanges' own code (docs/performance-notes.md).
 */
export interface Signal {
  readonly aborted: boolean;
  /** Why, once it has aborted. */
  readonly reason: unknown;
  /** Listeners are called once, in the order in which they came. They must not throw: later ones would not be called. */
  readonly addEventListener: (type: 'abort', listener: () => void) => void;
  readonly removeEventListener: (type: 'abort', listener: () => void) => void;
  /** How many wait for it. */
  readonly listenerCount: () => number;
}

export interface Abort {
  readonly signal: Signal;
  /** The first reason counts; further ones change nothing. */
  readonly abort: (reason: Error) => void;
}

/** Makes a signal and what aborts it. */
export function createAbort(): Abort {
  // There are two or three: a Set costs more.
  const listeners: (() => void)[] = [];
  let reason: Error | undefined;
  return {
    signal: {
      get aborted() {
        return reason !== undefined;
      },
      get reason() {
        return reason;
      },
      addEventListener: (_type, listener) => {
        if (!listeners.includes(listener)) listeners.push(listener);
      },
      removeEventListener: (_type, listener) => {
        const place = listeners.indexOf(listener);
        if (place !== -1) listeners.splice(place, 1);
      },
      listenerCount: () => listeners.length,
    },
    abort: (why) => {
      if (reason !== undefined) return;
      reason = why;
      for (let listener = listeners.shift(); listener !== undefined; listener = listeners.shift()) listener();
    },
  };
}
