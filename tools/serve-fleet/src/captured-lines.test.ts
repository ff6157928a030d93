import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { describe, expect, test } from '@jest/globals';
import { captureLines, createLineMemory } from './captured-lines.ts';

async function linesOf(...chunks: (string | Buffer)[]): Promise<readonly string[]> {
  const stream = new PassThrough();
  const lines: string[] = [];
  captureLines(stream, (line) => lines.push(line));
  for (const chunk of chunks) stream.write(chunk);
  stream.end();
  await finished(stream);
  return lines;
}

describe('captureLines', () => {
  test('puts lines together that come in pieces, also within a character', async () => {
    const [before, after] = [Buffer.from('café\n').subarray(0, 4), Buffer.from('café\n').subarray(4)];

    expect(await linesOf('one\ntw', 'o\n', before, after, 'last')).toEqual(['one', 'two', 'café', 'last']);
  });

  test('cuts a line that does not end, so that it holds little', async () => {
    const lines = await linesOf('x'.repeat(200_000));

    expect(lines.join('')).toHaveLength(200_000);
    expect(Math.max(...lines.map(({ length }) => length))).toBe(65_536);
  });
});

test('a line memory forgets all but the last lines', () => {
  const memory = createLineMemory(2);
  ['a', 'b', 'c'].forEach(memory.add);

  expect(memory.lines()).toEqual(['b', 'c']);
});
