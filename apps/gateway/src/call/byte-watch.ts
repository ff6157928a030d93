export interface ByteWatchOptions {
  /** What to find: fastest when its first character is rare. */
  readonly needle: string;
  /** How many bytes on either side of it are looked at. */
  readonly around: number;
  /** Gets the bytes before and after each needle, as Latin-1 text; fewer than `around` at the ends of the stream. */
  readonly onFound: (before: string, after: string) => void;
}

/** Finds a needle in bytes that pass by, wherever they break, and keeps no more than what may still be needed. */
export interface ByteWatch {
  readonly see: (bytes: Uint8Array) => void;
  /** The last bytes have passed: needles close to the end count now. */
  readonly end: () => void;
}

/**
 * A needle counts when all that surrounds it has passed. Those whose surroundings lie in one chunk are found there, by
 * `indexOf` alone; the others in the few bytes where two chunks meet.
 */
export function createByteWatch({ needle, around, onFound }: ByteWatchOptions): ByteWatch {
  const needed = Buffer.from(needle, 'latin1');
  const span = around + needed.length + around;
  let carried: Buffer = Buffer.alloc(0);

  /** Reports the needles that begin from `from` on and whose surroundings end behind `seen` and by `end`. */
  const search = (bytes: Buffer, { from, seen, end }: { from: number; seen: number; end: number }) => {
    const ripe = end - needed.length - around;
    for (let at = bytes.indexOf(needed, from); at !== -1 && at <= ripe; at = bytes.indexOf(needed, at + 1)) {
      const after = at + needed.length;
      if (after + around <= seen) continue;
      onFound(bytes.toString('latin1', Math.max(0, at - around), at), bytes.toString('latin1', after, after + around));
    }
  };

  return {
    see: (given) => {
      const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      const meeting = Buffer.concat([carried, bytes.subarray(0, span - 1)]);
      const seen = carried.length;
      // A needle beyond `around` within the chunk is found there, with all that stands before it.
      search(meeting, { from: 0, seen, end: Math.min(meeting.length, seen + around + needed.length + around - 1) });
      if (bytes.length >= span) search(bytes, { from: around, seen: 0, end: bytes.length });
      const tail = bytes.length >= span ? bytes : meeting;
      carried = Buffer.from(tail.subarray(Math.max(0, tail.length - (span - 1))));
    },
    end: () => {
      const bytes = Buffer.concat([carried, Buffer.alloc(around)]);
      search(bytes, { from: 0, seen: carried.length, end: bytes.length });
      carried = Buffer.alloc(0);
    },
  };
}
