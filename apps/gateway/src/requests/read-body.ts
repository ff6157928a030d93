import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { CallError } from '../errors/call-error.ts';

/**
 * Reads a request body of at most `maxBytes`.
 *
 * @throws CallError 413 when it is larger, 415 when it has a content coding
 */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    const bytes = z.instanceof(Buffer).parse(chunk);
    size += bytes.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(bytes);
  }
  if (!['', 'identity'].includes(req.headers['content-encoding']?.trim().toLowerCase() ?? '')) {
    throw new CallError('unsupportedMediaType', 'Content-Encoding must be absent: send the body uncompressed');
  }
  return Buffer.concat(chunks, size);
}

function tooLarge(maxBytes: number): CallError {
  // What is left of the body is not read, so the connection cannot be used again.
  return new CallError('bodyTooLarge', `The request body must be at most ${maxBytes} bytes`, {
    headers: { Connection: 'close' },
  });
}
