import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** Undoes a content coding, as the bytes come. */
export interface RecordDecoder {
  /** The plain bytes of the next bytes on the wire. Rejects when they are not what the coding promises. */
  readonly decode: (bytes: Uint8Array) => Promise<readonly Uint8Array[]>;
  /** Rejects when the stream ended early. */
  readonly end: () => Promise<void>;
  /** Lets go of what it holds. */
  readonly close: () => void;
}

/** Inflates gzip, and tells whether the stream was whole. */
export function gzipDecoder(): RecordDecoder {
  const gunzip = createGunzip();
  let plain: Uint8Array[] = [];
  let fed = 0;
  gunzip.on('data', (chunk: Buffer) => plain.push(chunk));

  /** zlib tells a failure by its event alone; a stream that has failed before, by the callback. */
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      gunzip.once('error', reject);
      gunzip.write(bytes, (error) => {
        gunzip.removeListener('error', reject);
        if (error) reject(error);
        else resolve();
      });
    });

  return {
    decode: async (bytes) => {
      plain = [];
      await write(bytes);
      fed += bytes.byteLength;
      // zlib passes silently over all that follows a zero byte behind a member; another reader may not. Zeros may follow.
      const unread = bytes.subarray(Math.max(0, bytes.byteLength - (fed - gunzip.bytesWritten)));
      if (unread.some((byte) => byte !== 0)) throw new Error('bytes after the end of the gzip stream');
      return plain;
    },
    end: async () => {
      gunzip.end();
      await finished(gunzip);
    },
    close: () => gunzip.destroy(),
  };
}
