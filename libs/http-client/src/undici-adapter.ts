import { AxiosHeaders, type AxiosAdapter } from 'axios';
import type { Dispatcher } from 'undici';
import { unlessAborted } from './unless-aborted.ts';
import { exchangeWhole } from './whole-exchange.ts';

const METHODS = { get: 'GET', post: 'POST' } as const;

/**
 * An axios adapter over undici's connection pool, which costs a third of axios' own (docs/adr/0004). The answer's body
 * is undici's stream, untouched: not decoded, not decompressed, no redirect followed. `baseURL` is the origin and `url`
 * the path, sent verbatim. The pool is the one in use when a request begins.
 */
export function createUndiciAdapter(dispatcher: () => Dispatcher): AxiosAdapter {
  return async (config) => {
    const { baseURL = '', url = '/', signal } = config;
    const data: unknown = config.data;
    const request = {
      origin: baseURL,
      path: url,
      method: config.method?.toLowerCase() === 'post' ? METHODS.post : METHODS.get,
      headers: headerRecord(config.headers),
      ...(isBody(data) && { body: data }),
    };
    if (config.responseType === 'arraybuffer' && signal instanceof AbortSignal) {
      const limits = { signal, maxBytes: config.maxContentLength ?? Infinity };
      const { status, headers, body } = await exchangeWhole(dispatcher(), request, limits);
      return { status, statusText: '', headers: new AxiosHeaders(joinRepeated(headers)), data: body, config };
    }
    const exchange = dispatcher().request({ ...request, ...(signal instanceof AbortSignal && { signal }) });
    // By itself undici hears the signal only once the request has a connection, not while it waits for one.
    const answer = await (signal instanceof AbortSignal ? unlessAborted(exchange, signal, aborted) : exchange);
    return {
      status: answer.statusCode,
      statusText: '',
      headers: new AxiosHeaders(joinRepeated(answer.headers)),
      data: answer.body,
      config,
    };
  };
}

const aborted = () => new Error('the request was aborted');

function isBody(data: unknown): data is string | Uint8Array {
  return typeof data === 'string' || data instanceof Uint8Array;
}

function headerRecord(headers: AxiosHeaders): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (typeof value === 'string') record[name] = value;
  }
  return record;
}

function joinRepeated(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) record[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return record;
}
