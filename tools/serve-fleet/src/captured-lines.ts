import type { Readable } from 'node:stream';

const MAX_LINE_CHARACTERS = 65_536;

/** Passes each line of a stream on; a longer line is cut into pieces, so that no more than one piece is held. */
export function captureLines(stream: Readable, onLine: (line: string) => void): void {
  let held = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (held + text).split('\n');
    held = lines.pop() ?? '';
    lines.forEach(onLine);
    while (held.length > MAX_LINE_CHARACTERS) {
      onLine(held.slice(0, MAX_LINE_CHARACTERS));
      held = held.slice(MAX_LINE_CHARACTERS);
    }
  });
  stream.on('end', () => {
    if (held !== '') onLine(held);
  });
}

/** Remembers the last few lines only. */
export function createLineMemory(capacity: number): { add: (line: string) => void; lines: () => readonly string[] } {
  const kept: string[] = [];
  return {
    add: (line) => {
      kept.push(line);
      if (kept.length > capacity) kept.shift();
    },
    lines: () => kept,
  };
}
