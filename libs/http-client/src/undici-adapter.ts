import type { AxiosResponse, InternalAxiosRequestConfig } from 'axios';
import type { Dispatcher } from 'undici';
import type { Exchanged } from './exchange.ts';

/** What goes through axios as the data of a request: an exchange that wants a pool. */
export type RunExchange<Body> = (dispatcher: Dispatcher) => Promise<Exchanged<Body>>;

/**
 * An axios adapter over undici's connection pool, which costs a third of axios' own (docs/adr/0004). Request and answer
 * pass through axios as data, untouched: it would copy every header several times. The pool is the one in use when a
 * request begins.
 */
export function createUndiciAdapter(dispatcher: () => Dispatcher) {
  return async <Body>(config: InternalAxiosRequestConfig<RunExchange<Body>>): Promise<AxiosResponse> => {
    if (config.data === undefined) throw new TypeError('the request has no exchange to run');
    const data = await config.data(dispatcher());
    return { status: data.status, statusText: '', headers: {}, data, config };
  };
}
