import type { IncomingMessage } from 'node:http';
import { CallError } from '../errors/call-error.ts';

/** What is read on, at most, of a body that is too large. */
export interface DiscardLimits {
  readonly bytes: number;
  readonly ms: number;
}

/** Clients that read no answer before they have sent everything rarely send more than this by mistake. */
const DISCARD: DiscardLimits = { bytes: 33_554_432, ms: 10_000 };

/**
 * Reads a request body of at most `maxBytes`. A larger one is refused at once, and its rest read and thrown away for a
 * while: a client that still sends would find its connection closed, and many never see the answer then.
 *
 * @throws CallError 413 when it is larger, 415 when it has a content coding
 */
export async function readBody(req: IncomingMessage, maxBytes: number, discard = DISCARD): Promise<Buffer> {
  const body = Number(req.headers['content-length'] ?? 0) > maxBytes ? undefined : await collect(req, maxBytes);
  if (body === undefined) {
    discardRest(req, discard);
    throw new CallError('bodyTooLarge', `The request body must be at most ${maxBytes} bytes`);
  }
  if (!['', 'identity'].includes(req.headers['content-encoding']?.trim().toLowerCase() ?? '')) {
    throw new CallError('unsupportedMediaType', 'Content-Encoding must be absent: send the body uncompressed');
  }
  return body;
}

/** The whole body; undefined as soon as it is larger than allowed. */
function collect(req: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      req.removeListener('data', take);
      resolve(undefined);
    };
    req.on('data', take);
    req.once('end', () => {
      const [first] = chunks;
      resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    req.once('error', reject);
    req.once('close', () => {
      // Every request closes; an error that nobody needs costs as much as parsing the body.
      if (!req.readableEnded) reject(new Error('the request broke off'));
    });
  });
}

/** Reads on to nowhere; whoever sends more than that, or for longer, has the connection closed. */
function discardRest(req: IncomingMessage, { bytes, ms }: DiscardLimits): void {
  const { socket } = req;
  const timer = setTimeout(() => socket.destroy(), ms);
  // Once its answer is out, a request is not told when the connection ends.
  const stop = () => {
    clearTimeout(timer);
    socket.removeListener('close', stop);
  };
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size > bytes) socket.destroy();
  });
  req.once('end', stop);
  socket.once('close', stop);
}
