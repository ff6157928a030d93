import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';

/** The consumer stopped reading, or went away, before its answer was whole. */
export class ConsumerGoneError extends Error {
  override readonly name = 'ConsumerGoneError';
}

/** Writes to the consumer at the consumer's pace. */
export interface ConsumerStream {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly end: (lastChunk?: Uint8Array) => Promise<void>;
  /** Ends the connection for this reason, so that the answer cannot look whole; sends these bytes first if it can. */
  readonly cut: (reason: unknown, rest?: Uint8Array) => void;
}

/** @param idleMs how long the consumer may take no bytes before it is given up */
export function createConsumerStream(res: ServerResponse, idleMs: number): ConsumerStream {
  const taken = (event: 'drain' | 'finish') =>
    new Promise<void>((resolve, reject) => {
      const finish = (error?: Error) => {
        clearTimeout(timer);
        res.removeListener(event, onTaken);
        res.removeListener('close', onClose);
        if (error === undefined) resolve();
        else reject(error);
      };
      const onTaken = () => {
        finish();
      };
      const onClose = () => {
        finish(wentAway());
      };
      const timer = setTimeout(() => {
        finish(new ConsumerGoneError('the consumer took no bytes for too long'));
      }, idleMs);
      res.once(event, onTaken);
      res.once('close', onClose);
    });

  return {
    write: async (chunk) => {
      if (res.destroyed) throw wentAway();
      if (!res.write(chunk)) await taken('drain');
    },
    end: async (lastChunk) => {
      if (res.destroyed) throw wentAway();
      const finished = taken('finish');
      res.end(lastChunk);
      await finished;
    },
    cut: (reason, rest) => {
      if (reason instanceof ConsumerGoneError) {
        if (isHttp10(res)) cutConnection(res, idleMs);
        else res.destroy();
        return;
      }
      if (!res.destroyed) {
        res.flushHeaders();
        if (rest !== undefined) res.write(rest);
      }
      cutConnection(res, idleMs);
    },
  };
}

function wentAway(): ConsumerGoneError {
  return new ConsumerGoneError('the consumer went away');
}

function isHttp10({ req }: ServerResponse): boolean {
  return req.httpVersionMajor === 1 && req.httpVersionMinor === 0;
}

function cutConnection(res: ServerResponse, idleMs: number): void {
  // The request's: a response that waits for the one before it has no socket yet.
  const { socket } = res.req;
  if (socket.destroyed) return;
  if (isHttp10(res)) {
    // To HTTP/1.0 the end of the connection is the end of the answer: only an error tells that it is not.
    if (socket instanceof TLSSocket) socket.destroy();
    else socket.resetAndDestroy();
    return;
  }
  socket.destroySoon();
  // What has been written goes out first, but the consumer has to take it.
  const timer = setTimeout(() => socket.destroy(), idleMs);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}
