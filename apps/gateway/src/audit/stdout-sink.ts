import type { Writable } from 'node:stream';
import type { AuditSink } from './audit-writer.ts';

/** Standard output as a sink, for platforms that collect what containers print. It fails once nobody reads it. */
export function createStdoutSink(stream: Writable): AuditSink {
  // Its failures are told by the callback; without a listener the event would end the process.
  const ignore = () => undefined;
  stream.on('error', ignore);
  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        stream.write(bytes, (error) => {
          if (error) reject(error);
          else resolve(bytes.length);
        });
      }),
    sync: () => Promise.resolve(),
    close: () => {
      stream.removeListener('error', ignore);
      return Promise.resolve();
    },
  };
}
