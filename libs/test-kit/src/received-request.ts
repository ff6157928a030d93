import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** One request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, verbatim. */
  readonly path: string;
  /** Names and values as they were sent, in their order. */
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  /** A header's value, whatever the case of its name; repeated ones joined; undefined when it was not sent. */
  readonly header: (name: string) => string | undefined;
  readonly body: Buffer;
}

/** Reads a request to its last byte. Rejects when the connection breaks before. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const body = await buffer(message);
  const rawHeaders = pairs(message.rawHeaders);
  const { method = '', url: path = '' } = message;
  return {
    method,
    path,
    rawHeaders,
    header: (name) => {
      const values = rawHeaders.filter(([sent]) => sent.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
      return values.length > 0 ? values.join(', ') : undefined;
    },
    body,
  };
}

function pairs(flat: readonly string[]): [string, string][] {
  const names = flat.filter((_, index) => index % 2 === 0);
  const values = flat.filter((_, index) => index % 2 === 1);
  return names.map((name, index) => [name, values[index] ?? '']);
}
