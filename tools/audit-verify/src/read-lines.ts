import { createReadStream } from 'node:fs';

export interface Line {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  /** Without its line break. */
  readonly bytes: Buffer;
}

/** No event comes near it; a file without line breaks must not fill the memory. */
const LONGEST_LINE = 1_048_576;
const LINE_BREAK = 0x0a;

/**
 * Reads files line by line, one after the other; an empty line behind the last line break is none.
 *
 * @throws Error for a line that is too long
 */
export async function* readLines(files: readonly string[]): AsyncGenerator<Line, void> {
  for (const file of files) {
    let number = 0;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(file)) {
      const bytes = Buffer.concat([rest, Buffer.from(chunk)]);
      let start = 0;
      for (let end = bytes.indexOf(LINE_BREAK); end !== -1; end = bytes.indexOf(LINE_BREAK, start)) {
        number += 1;
        yield { file, number, bytes: bytes.subarray(start, end) };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      if (rest.length > LONGEST_LINE) throw new Error(`${file}: line ${number + 1} is too long to be an event`);
    }
    if (rest.length > 0) yield { file, number: number + 1, bytes: rest };
  }
}
