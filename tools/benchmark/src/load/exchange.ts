import type { Client, Dispatcher } from 'undici';

export interface Exchanged {
  readonly status: number;
  readonly bytes: number;
}

/** Milliseconds to wait before the next bytes are taken. */
type OnBytes = (count: number) => number;

const takeAtOnce: OnBytes = () => 0;

/** One request and its whole answer, whose bytes are counted and thrown away. Rejects when it breaks off. */
export function exchange(
  client: Client,
  request: Dispatcher.DispatchOptions,
  onBytes: OnBytes = takeAtOnce,
): Promise<Exchanged> {
  return new Promise((resolve, reject) => {
    let status = 0;
    let bytes = 0;
    client.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, code) => {
        status = code;
      },
      onResponseData: (controller, chunk) => {
        bytes += chunk.length;
        const pauseMs = onBytes(chunk.length);
        if (pauseMs === 0) return;
        controller.pause();
        setTimeout(() => {
          controller.resume();
        }, pauseMs);
      },
      onResponseEnd: () => {
        resolve({ status, bytes });
      },
      onResponseError: (_controller, error) => {
        reject(error);
      },
    });
  });
}
