import type { Request, Response } from 'express';
import type { IncomingHttpHeaders } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { errors, request, type Dispatcher } from 'undici';
import { SspRefused } from './ssp-refusal.ts';

/** Headers of one connection only, which a proxy must not pass on (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = new Set([
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The longest the proxy waits for a provider's first byte, and between bytes. */
export interface ForwardLimits {
  readonly timeoutMs: number;
}

/** Passes a call on and streams the answer back, neither of them altered. */
export async function forwardCall(
  { req, res, targetUrl }: { req: Request; res: Response; targetUrl: string },
  { timeoutMs }: ForwardLimits,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => {
    gone.abort();
  });
  const answer = await call(targetUrl, { req, signal: gone.signal, timeoutMs });
  if (answer === undefined) return;
  res.writeHead(answer.statusCode, passable(answer.headers));
  try {
    await pipeline(answer.body, res);
  } catch {
    // Cut short on either side: the other side must see it cut, too.
    res.destroy();
  }
}

async function call(
  targetUrl: string,
  { req, signal, timeoutMs }: { req: Request; signal: AbortSignal; timeoutMs: number },
): Promise<Dispatcher.ResponseData | undefined> {
  const body = Buffer.isBuffer(req.body) && req.body.byteLength > 0 ? req.body : null;
  try {
    return await request(targetUrl, {
      method: req.method,
      headers: { ...passable(req.headers), forwarded: forwardedBy(req) },
      body,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  } catch (cause) {
    if (signal.aborted) return undefined;
    if (cause instanceof errors.HeadersTimeoutError || cause instanceof errors.ConnectTimeoutError) {
      throw new SspRefused(504, `TIMEOUT_COMMUNICATING_TO_ENDPOINT_URL_${targetUrl}`, cause);
    }
    throw new SspRefused(502, `ERROR_COMMUNICATING_TO_ENDPOINT_URL_${targetUrl}`, cause);
  }
}

function passable(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
}

/** RFC 7239: who called, and by what name; a proxy that hides its caller says so. */
function forwardedBy(req: Request): string {
  const earlier = req.get('Forwarded');
  const own = `for="${req.socket.remoteAddress ?? 'unknown'}";host="${req.get('Host') ?? ''}";proto=${req.protocol}`;
  return earlier === undefined ? own : `${earlier}, ${own}`;
}
