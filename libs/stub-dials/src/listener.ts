import type { RunningServer } from '@cdg/http-server';

const RETRY_MS = 100;

/** The listening socket of a stub, which a `refuse` fault closes for a while. */
export interface Listener {
  bind(running: RunningServer): void;
  /** Closes the listener at once and opens it again, at the same address, after `ms`; false when none is bound. */
  refuse(ms: number): boolean;
  readonly refusing: boolean;
}

export function createListener(): Listener {
  let running: RunningServer | undefined;
  let timer: NodeJS.Timeout | undefined;

  const cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    get refusing() {
      return timer !== undefined;
    },
    bind: (bound) => {
      running = bound;
      const close = bound.server.close.bind(bound.server);
      // Whoever closes the server for good must not find it listening again.
      bound.server.close = (done) => {
        cancel();
        return close(done);
      };
    },
    refuse: (ms) => {
      if (running === undefined) return false;
      const { server, url } = running;
      if (server.listening) server.close();
      cancel();
      const { hostname, port } = new URL(url);
      const open = () => {
        timer = undefined;
        server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''));
      };
      server.once('error', () => {
        timer = setTimeout(open, RETRY_MS);
      });
      timer = setTimeout(open, ms);
      return true;
    },
  };
}
