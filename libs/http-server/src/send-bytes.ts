import type { ServerResponse } from 'node:http';

export interface ByteAnswer {
  readonly status: number;
  /** Sent exactly so: nothing adds a charset. */
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Writes a whole answer with the Content-Type as given; `res.send` and `res.json` would add a charset and an ETag. */
export function sendBytes(res: ServerResponse, { status, contentType, headers, body }: ByteAnswer): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  res.writeHead(status, { ...headers, 'Content-Type': contentType, 'Content-Length': bytes.byteLength });
  res.end(bytes);
}

/** Writes a value as JSON with this Content-Type (compact; `indent` spaces when given). */
export function sendJson(
  res: ServerResponse,
  answer: Omit<ByteAnswer, 'body'> & { body: unknown; indent?: number },
): void {
  sendBytes(res, { ...answer, body: JSON.stringify(answer.body, null, answer.indent) });
}
