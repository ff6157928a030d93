import { createGunzip } from 'node:zlib';

/** Compressed bytes inflated at a time: bounds what one step can expand to. */
const SLICE_BYTES = 4_096;

export interface RecordDecoder {
  /** The plain bytes of the next bytes on the wire. Rejects when they are not what the coding promises. */
  readonly decode: (bytes: Uint8Array) => Promise<Uint8Array[]>;
  /** Rejects when the stream ended early. */
  readonly end: () => Promise<void>;
  /** Lets go of what it holds. */
  readonly close: () => void;
}

/** Passes bytes on as they are. */
export function identityDecoder(): RecordDecoder {
  return { decode: (bytes) => Promise.resolve([bytes]), end: () => Promise.resolve(), close: () => undefined };
}

/** Inflates gzip in small steps, so that little is held at a time, and tells whether the stream was whole. */
export function gzipDecoder(): RecordDecoder {
  const gunzip = createGunzip();
  let plain: Uint8Array[] = [];
  let failure: Error | undefined;
  gunzip.on('data', (chunk: Buffer) => plain.push(chunk));

  const settle = (step: (done: () => void) => void) =>
    new Promise<void>((resolve, reject) => {
      const fail = (error: Error) => {
        failure = error;
        reject(error);
      };
      if (failure !== undefined) {
        reject(failure);
        return;
      }
      gunzip.once('error', fail);
      step(() => {
        gunzip.removeListener('error', fail);
        resolve();
      });
    });
  gunzip.on('error', (error) => {
    failure = error;
  });

  return {
    decode: async (bytes) => {
      plain = [];
      for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
        const slice = bytes.subarray(start, start + SLICE_BYTES);
        await settle((done) => gunzip.write(slice, done));
      }
      return plain;
    },
    end: () =>
      settle((done) => {
        gunzip.once('end', done);
        gunzip.end();
      }),
    close: () => gunzip.destroy(),
  };
}
