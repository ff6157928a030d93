import { pino, type DestinationStream } from 'pino';

/** Beyond it, lines go out at once. */
const MOST_HELD_BYTES = 12_288;

/**
 * Standard output for log lines: those of one turn of the event loop go out together, because a write costs more than the
 * line it writes. Nothing waits longer than that turn, and nothing stays behind when the process ends.
 */
export function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, minLength: MOST_HELD_BYTES });
  let isDue = false;
  const flush = () => {
    isDue = false;
    output.flush();
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      output.write(line);
      if (isDue) return;
      isDue = true;
      setImmediate(flush);
    },
  };
}
