import type { Dispatcher } from 'undici';

/** An answer has more bytes than are read of one. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

export interface WholeExchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

interface ExchangeLimits {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

/**
 * One exchange, with an answer that is read whole: without a stream between, which costs as much as all the rest. Gives
 * up as soon as the signal aborts, also while the request waits for a connection.
 *
 * @throws AnswerTooLargeError, the signal's reason, or whatever broke the connection
 */
export function exchangeWhole(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, maxBytes }: ExchangeLimits,
): Promise<WholeExchange> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: WholeExchange['headers'] = {};
    const chunks: Buffer[] = [];
    let size = 0;
    const fail = (error: Error) => {
      signal.removeEventListener('abort', giveUp);
      reject(error);
    };
    const giveUp = () => {
      const reason = new Error('the request was aborted');
      controller?.abort(reason);
      fail(reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    dispatcher.dispatch(request, {
      onRequestStart: (started) => {
        controller = started;
        if (signal.aborted) started.abort(new Error('the request was aborted'));
      },
      onResponseStart: (_exchange, code, received) => {
        // An interim answer (1xx) comes before the one that counts.
        status = code;
        headers = received;
      },
      onResponseData: (exchange, chunk) => {
        size += chunk.byteLength;
        if (size > maxBytes) exchange.abort(new AnswerTooLargeError('the answer is too large'));
        else chunks.push(chunk);
      },
      onResponseEnd: () => {
        signal.removeEventListener('abort', giveUp);
        const [first] = chunks;
        resolve({
          status,
          headers,
          body: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size),
        });
      },
      onResponseError: (_exchange, error) => {
        fail(error);
      },
    });
  });
}
