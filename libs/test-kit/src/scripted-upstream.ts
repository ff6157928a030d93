import { EventEmitter, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { hang, type Answer } from './answers.ts';
import { receive, type ReceivedRequest } from './received-request.ts';

export interface ScriptedUpstream {
  /** For example `http://127.0.0.1:40123`. */
  readonly url: string;
  /** What was asked so far, first to last. */
  readonly requests: readonly ReceivedRequest[];
  /** Replaces the answers to come: one for each request, the last one for all that follow. */
  readonly script: (...answers: [Answer, ...Answer[]]) => void;
  readonly openSockets: () => number;
  /** Sockets opened since the start, closed ones included. */
  readonly openedSockets: () => number;
  /** Resolves when this many requests have come. */
  readonly whenRequests: (count: number) => Promise<void>;
  /** Resolves when no client holds a socket any more. */
  readonly whenDisconnected: () => Promise<void>;
  /** Cuts every connection and stops listening. */
  readonly close: () => Promise<void>;
}

/** A real HTTP server on a free port of the loopback that answers as scripted; without a script it never answers. */
export async function startScriptedUpstream(...answers: Answer[]): Promise<ScriptedUpstream> {
  const requests: ReceivedRequest[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  let script: readonly Answer[] = answers;

  const server = createServer((message, response) => {
    const answered = receive(message).then((request) => {
      const [answer = hang(), ...rest] = script;
      if (rest.length > 0) script = rest;
      requests.push(request);
      changes.emit('change');
      return answer({ request, response });
    });
    // The client went away before its request or the answer was complete: tests see that in the counters.
    answered.catch(() => response.destroy());
  });
  const sockets = countSockets(server, changes);
  // A test that breaks off before it closes this must not keep Jest from ending; running tests do not need it to.
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await once(changes, 'change');
  };

  return {
    url: urlOf(server),
    requests,
    script: (...next) => {
      script = next;
    },
    openSockets: () => sockets.open.size,
    openedSockets: () => sockets.opened(),
    whenRequests: (count) => until(() => requests.length >= count),
    whenDisconnected: () => until(() => sockets.open.size === 0),
    close: () => close(server),
  };
}

function countSockets(server: Server, changes: EventEmitter) {
  const open = new Set<Socket>();
  let opened = 0;
  server.on('connection', (socket) => {
    opened += 1;
    socket.unref();
    open.add(socket);
    socket.once('close', () => {
      open.delete(socket);
      changes.emit('change');
    });
  });
  return { open, opened: () => opened };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen');
  return `http://${address.address}:${address.port}`;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
