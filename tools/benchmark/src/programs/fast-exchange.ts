import type { ServerResponse } from 'node:http';
import { Pool, type Dispatcher } from 'undici';

interface FastRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Names and values in turn. */
  readonly headers: string[];
  readonly body?: Buffer;
}

export interface Origin {
  /** The whole answer as text; rejects unless it is 200. */
  readonly read: (request: FastRequest) => Promise<string>;
  /** Passes a 200 on as it comes, at the receiver's pace; breaks the connection of anything else. */
  readonly pipe: (request: FastRequest, res: ServerResponse) => void;
}

const CONNECTIONS = 256;

/** Calls to one origin through undici's lowest interface, whose handlers get headers and chunks as they are parsed. */
export function createOrigin(url: string): Origin {
  const pool = new Pool(url, { connections: CONNECTIONS, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
  const dispatch = ({ method, path, headers, body }: FastRequest, handler: Dispatcher.DispatchHandler) =>
    pool.dispatch({ method, path, headers, body: body ?? null }, handler);
  return {
    read: (request) =>
      new Promise((resolve, reject) => {
        let text = '';
        dispatch(request, {
          onRequestStart: () => undefined,
          onResponseStart: (controller, status) => {
            if (status !== 200) controller.abort(new Error(String(status)));
          },
          onResponseData: (_controller, chunk) => {
            text += chunk.toString('latin1');
          },
          onResponseEnd: () => {
            resolve(text);
          },
          onResponseError: (_controller, error) => {
            reject(error);
          },
        });
      }),
    pipe: (request, res) => {
      dispatch(request, passOn(res));
    },
  };
}

function passOn(res: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller) => {
      res.once('close', () => {
        if (!res.writableFinished) controller.abort(new Error('the consumer went away'));
      });
    },
    onResponseStart: (controller, status, { 'content-type': type, 'content-length': length }) => {
      if (status !== 200) controller.abort(new Error(String(status)));
      else res.writeHead(200, ['content-type', String(type), 'content-length', String(length)]);
    },
    onResponseData: (controller, chunk) => {
      if (res.write(chunk)) return;
      controller.pause();
      res.once('drain', () => {
        controller.resume();
      });
    },
    onResponseEnd: () => {
      res.end();
    },
    onResponseError: () => {
      res.destroy();
    },
  };
}

/** Origin and path of a URL, by its first single slash. */
export function splitUrl(url: string): { readonly origin: string; readonly path: string } {
  const slash = url.indexOf('/', url.indexOf('//') + 2);
  return slash === -1 ? { origin: url, path: '' } : { origin: url.slice(0, slash), path: url.slice(slash) };
}
