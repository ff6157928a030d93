import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';
import { setImmediate as immediate, setTimeout as wait } from 'node:timers/promises';

export interface CloseOptions {
  /**
   * Milliseconds without a new connection after which no more are accepted. The system completes connections before a
   * process accepts them, and resets those that it has not when the listener closes, requests and all.
   */
  readonly quietMs?: number;
  /** Milliseconds after which a connection without a request is closed: a client may just be sending its next. */
  readonly idleMs?: number;
}

/** Stops accepting, lets open requests end for at most `graceMs`, then cuts what is left. */
export type CloseGracefully = (graceMs: number, options?: CloseOptions) => Promise<void>;

/**
 * Prepares a server to be closed without a failed request: from then on every answer says that its connection ends with
 * it, and only a connection that has been without a request for a while is closed by this side.
 */
export function closingGracefully(server: Server): CloseGracefully {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const lastAnswers = watchAnswers(server);

  return async (graceMs, { quietMs = 0, idleMs = 20 } = {}) => {
    // Whoever were told sooner that its connection ends would come back with a new one.
    if (quietMs > 0) await noNewConnections(server, quietMs);
    lastAnswers.begin();
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, idleMs);
    return new Promise((resolve) => {
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      // The close of an HTTP server would close its idle connections at once.
      TcpServer.prototype.close.call(server, () => {
        clearInterval(sweep);
        clearTimeout(cut);
        server.close();
        resolve();
      });
    });
  };
}

/** From `begin` on, every answer whose headers are not out yet says that it is the last on its connection. */
function watchAnswers(server: Server): { readonly begin: () => void } {
  const open = new Set<ServerResponse>();
  let begun = false;
  const makeLast = (res: ServerResponse) => {
    if (!res.headersSent) res.setHeader('Connection', 'close');
  };
  server.prependListener('request', (_req, res) => {
    if (begun) makeLast(res);
    open.add(res);
    res.once('close', () => open.delete(res));
  });
  return {
    begin: () => {
      begun = true;
      open.forEach(makeLast);
    },
  };
}

const STEP_MS = 5;
/** So many times the quiet that is wanted is waited for it. */
const PATIENCE = 20;

/** Resolves when no connection has been accepted for a while, or, if that takes too long, in a moment without one. */
async function noNewConnections(server: Server, quietMs: number): Promise<void> {
  const end = performance.now() + PATIENCE * quietMs;
  let latest = performance.now();
  const note = () => {
    latest = performance.now();
  };
  server.on('connection', note);
  while (performance.now() - latest < quietMs && performance.now() < end) await wait(STEP_MS);
  // Under load that does not cease: a turn of the event loop that accepts none has found none waiting.
  for (let turnBegan = -1; latest > turnBegan && performance.now() < end + PATIENCE * quietMs;) {
    turnBegan = performance.now();
    await immediate();
  }
  server.removeListener('connection', note);
}
