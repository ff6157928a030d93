import type { Server, ServerResponse } from 'node:http';
import { Server as TcpServer, type Socket } from 'node:net';

export interface CloseOptions {
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

  return (graceMs, { idleMs = 20 } = {}) => {
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
