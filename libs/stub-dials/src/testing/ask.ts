import { request, type Agent, type IncomingHttpHeaders } from 'node:http';

/** What a client saw on the wire. */
export interface Seen {
  /** 0 when no answer began. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The answer reached its proper end. */
  readonly complete: boolean;
  /** Why it did not. */
  readonly error: string | undefined;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Without one, the request has a connection of its own. */
  readonly agent?: Agent;
}

/** Sends one request, and tells how it ended without ever rejecting. */
export function ask(url: string, { method = 'GET', headers = {}, body, agent }: Question = {}): Promise<Seen> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let answered: IncomingHttpHeaders = {};
    const end = (error: unknown) => {
      const seen = Buffer.concat(chunks);
      resolve({ status, headers: answered, body: seen, complete: error === undefined, error: codeOf(error) });
    };
    const outgoing = request(url, { method, headers, agent: agent ?? false }, (answer) => {
      status = answer.statusCode ?? 0;
      answered = answer.headers;
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', end);
      answer.on('end', () => {
        end(answer.complete ? undefined : new Error('cut'));
      });
    });
    outgoing.on('error', end);
    outgoing.end(body);
  });
}

/** The same, with a JSON body and the answer's JSON. */
export async function askJson(method: string, url: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const seen = await ask(url, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const json: unknown = seen.body.length === 0 ? undefined : JSON.parse(seen.body.toString());
  return { status: seen.status, json };
}

/** Not `instanceof Error`: Node's own errors come from outside Jest's world. */
function codeOf(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'cut';
}
