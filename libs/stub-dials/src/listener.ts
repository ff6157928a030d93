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

  const openLater = ({ server, url }: RunningServer, ms: number) => {
    const { hostname, port } = new URL(url);
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      server.listen(Number(port), hostname.replace(/^\[|\]$/g, ''));
    }, ms);
  };
  return {
    get refusing() {
      return timer !== undefined;
    },
    bind: (bound) => {
      running = bound;
      const { server } = bound;
      const close = server.close.bind(server);
      // Whoever closes the server for good must not find it listening again.
      server.close = (done) => {
        clearTimeout(timer);
        timer = undefined;
        return close(done);
      };
      // Somebody else may hold the port for a moment when its time comes.
      server.on('error', () => {
        if (!server.listening) openLater(bound, RETRY_MS);
      });
    },
    refuse: (ms) => {
      if (running === undefined) return false;
      if (running.server.listening) running.server.close();
      openLater(running, ms);
      return true;
    },
  };
}
