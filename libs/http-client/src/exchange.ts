import type { Dispatcher } from 'undici';
import type { Signal } from './abort.ts';
import { createIncomingBody, type AnswerBody, type FlowControl, type IncomingBody } from './answer-body.ts';

/** An answer has more bytes than are read of one. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** An answer as it came: names of headers in lower case, the body a buffer or still flowing. */
export interface Exchanged<Body> {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Body;
}

/** What to do with an answer. Interim ones (1xx) are left out. */
interface Receiver {
  readonly onHead: (head: Omit<Exchanged<never>, 'body'>, flow: FlowControl) => void;
  readonly onBytes: (bytes: Buffer, flow: FlowControl) => void;
  readonly onEnd: () => void;
  /** May be told more than once. */
  readonly onError: (error: Error) => void;
}

/** One exchange with an answer that is read whole. @throws AnswerTooLargeError, or whatever broke the exchange */
export function exchangeWhole(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, maxBytes }: { signal: Signal; maxBytes: number },
): Promise<Exchanged<Buffer>> {
  return new Promise((resolve, reject) => {
    let head: Omit<Exchanged<never>, 'body'> | undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    dispatch(
      dispatcher,
      { request, signal },
      {
        onHead: (received) => {
          head = received;
        },
        onBytes: (bytes, flow) => {
          size += bytes.byteLength;
          if (size > maxBytes) flow.abort(new AnswerTooLargeError('the answer is too large'));
          else chunks.push(bytes);
        },
        onEnd: () => {
          const [first] = chunks;
          const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size);
          resolve({ status: 0, headers: {}, ...head, body });
        },
        onError: reject,
      },
    );
  });
}

/** One exchange up to the head of its answer, the body still flowing. @param rename see `createIncomingBody` */
export function exchangeHead(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, rename }: { signal: Signal; rename: (error: Error) => Error },
): Promise<Exchanged<AnswerBody>> {
  return new Promise((resolve, reject) => {
    let incoming: IncomingBody | undefined;
    dispatch(
      dispatcher,
      { request, signal },
      {
        onHead: (head, flow) => {
          incoming = createIncomingBody(flow, rename);
          resolve({ ...head, body: incoming.body });
        },
        onBytes: (bytes) => incoming?.push(bytes),
        onEnd: () => incoming?.end(),
        onError: (error) => {
          incoming?.fail(error);
          reject(error);
        },
      },
    );
  });
}

/**
 * Goes through undici's lowest interface: a stream between would cost as much as all the rest. Gives up as soon as the
 * signal aborts, also while the request waits for a connection.
 */
function dispatch(
  dispatcher: Dispatcher,
  { request, signal }: { request: Dispatcher.DispatchOptions; signal: Signal },
  receiver: Receiver,
): void {
  let controller: Dispatcher.DispatchController | undefined;
  const giveUp = () => {
    const reason = new Error('the request was aborted');
    controller?.abort(reason);
    receiver.onError(reason);
  };
  if (signal.aborted) {
    giveUp();
    return;
  }
  signal.addEventListener('abort', giveUp);
  dispatcher.dispatch(request, {
    onRequestStart: (started) => {
      // Thrown, it ends this request alone; an abort would close the connection that is free now.
      if (signal.aborted) throw new Error('the request was aborted');
      controller = started;
    },
    onResponseStart: (flow, status, headers) => {
      if (status >= 200) receiver.onHead({ status, headers }, flow);
    },
    onResponseData: (flow, bytes) => {
      receiver.onBytes(bytes, flow);
    },
    onResponseEnd: () => {
      signal.removeEventListener('abort', giveUp);
      receiver.onEnd();
    },
    onResponseError: (_flow, error) => {
      signal.removeEventListener('abort', giveUp);
      receiver.onError(error);
    },
  });
}
