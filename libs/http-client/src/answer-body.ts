import type { Dispatcher } from 'undici';

/** The body of an answer as it comes, untouched, for one reader who reads it once, at the reader's pace. */
export interface AnswerBody extends AsyncIterable<Buffer> {
  /** The next bytes; undefined at the end. Rejects with what broke it: an UpstreamError, or the CancelledError that ended it. */
  readonly read: () => Promise<Buffer | undefined>;
  /** Gives up what has not been read, and the connection if something is still to come: whoever reads on gets an error. */
  readonly destroy: () => void;
  /** Calls back once nothing more comes: it is whole, broken or destroyed. At once where that is so already. */
  readonly onceOver: (listener: () => void) => void;
}

export type FlowControl = Pick<Dispatcher.DispatchController, 'pause' | 'resume' | 'abort'>;

/** Bytes that wait for a reader before the upstream has to. */
const MOST_WAITING_BYTES = 65_536;

interface Reader {
  readonly resolve: (chunk: Buffer | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** A body, and the side on which it comes. */
export interface IncomingBody {
  readonly body: AnswerBody;
  readonly push: (chunk: Buffer) => void;
  readonly end: () => void;
  readonly fail: (error: Error) => void;
}

/** @param rename gives the error that a reader gets for the one that broke the body */
export function createIncomingBody(flow: FlowControl, rename: (error: Error) => Error): IncomingBody {
  const waiting = createWaitingBytes(flow);
  let [isOver, isDestroyed] = [false, false];
  let failure: Error | undefined;
  let reader: Reader | undefined;
  let listeners: (() => void)[] = [];

  const finish = (error?: Error) => {
    if (isOver) return;
    isOver = true;
    failure = error;
    if (error === undefined) reader?.resolve(undefined);
    else reader?.reject(error);
    reader = undefined;
    const told = listeners;
    listeners = [];
    for (const listener of told) listener();
  };
  const read = (): Promise<Buffer | undefined> => {
    if (isDestroyed) return Promise.reject(failure ?? rename(unwanted()));
    const chunk = waiting.take();
    if (chunk !== undefined) return Promise.resolve(chunk);
    if (failure !== undefined) return Promise.reject(failure);
    if (isOver) return Promise.resolve(undefined);
    if (reader !== undefined) return Promise.reject(new Error('the body is being read already'));
    return new Promise((resolve, reject) => {
      reader = { resolve, reject };
    });
  };
  const destroy = () => {
    isDestroyed = true;
    waiting.clear();
    if (isOver) return;
    const reason = unwanted();
    finish(rename(reason));
    flow.abort(reason);
  };
  const onceOver = (listener: () => void) => {
    if (isOver) listener();
    else listeners.push(listener);
  };

  return {
    body: { read, destroy, onceOver, [Symbol.asyncIterator]: () => iterate({ read, destroy }) },
    push: (chunk) => {
      if (isOver) return;
      const { resolve } = reader ?? {};
      reader = undefined;
      if (resolve === undefined) waiting.add(chunk);
      else resolve(chunk);
    },
    end: finish,
    fail: (error) => {
      finish(rename(error));
    },
  };
}

/** Bytes that nobody has asked for yet; the upstream has to wait while there are many. */
function createWaitingBytes(flow: FlowControl) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isPaused = false;
  return {
    add: (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes < MOST_WAITING_BYTES || isPaused) return;
      isPaused = true;
      flow.pause();
    },
    /** All of them: an upstream that sends a few bytes at a time must not cost a turn for each. */
    take: (): Buffer | undefined => {
      const [first] = chunks;
      if (first === undefined) return undefined;
      const all = chunks.length === 1 ? first : Buffer.concat(chunks, bytes);
      chunks.length = 0;
      bytes = 0;
      if (isPaused) {
        isPaused = false;
        flow.resume();
      }
      return all;
    },
    clear: () => {
      chunks.length = 0;
    },
  };
}

const unwanted = () => new Error('nobody wants the rest of the answer');

async function* iterate({ read, destroy }: Pick<AnswerBody, 'read' | 'destroy'>): AsyncGenerator<Buffer, void> {
  try {
    for (let chunk = await read(); chunk !== undefined; chunk = await read()) yield chunk;
  } finally {
    destroy();
  }
}
