import type { IncomingMessage } from 'node:http';

export type BodyRead = { readonly bytes: Buffer } | { readonly failed: 'too-large' | 'aborted' };

/** Reads a request's body, as received, up to a limit. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return { failed: 'too-large' };
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of bytesOf(req)) {
      size += chunk.length;
      if (size > maxBytes) return { failed: 'too-large' };
      chunks.push(chunk);
    }
  } catch {
    return { failed: 'aborted' };
  }
  return { bytes: Buffer.concat(chunks) };
}

/** The connection must outlive a body that is not read to its end, or nobody could be told that it was too large. */
function bytesOf(req: IncomingMessage): AsyncIterable<Buffer> {
  return req.iterator({ destroyOnReturn: false });
}
