import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AuditSink } from './audit-writer.ts';
import { openFileSink } from './file-sink.ts';

let folder: string;
let file: string;
let time: number;
/** What one look at the clock adds to it: a write takes as long. */
let writeMs: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-sink-'));
  file = join(folder, 'audit.jsonl');
  [time, writeMs] = [0, 0];
});
afterEach(() => rm(folder, { recursive: true }));

const open = (syncsAlways = false) =>
  openFileSink({ file, maxBytes: 1_000_000, syncsAlways, now: () => (time += writeMs) });

/** Writes a line, and tells whether it was in the file before the event loop turned: a thread's would not be. */
async function isWrittenAtOnce(sink: AuditSink, line: string): Promise<boolean> {
  const written = sink.write(Buffer.from(line));
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
  const isThere = readFileSync(file, 'utf8').endsWith(line);
  expect(await written).toBe(line.length);
  expect(readFileSync(file, 'utf8').endsWith(line)).toBe(true);
  return isThere;
}

describe('a line is written', () => {
  test('at once, and by a thread from a slow write on until one was quick', async () => {
    const sink = await open();
    expect(await isWrittenAtOnce(sink, 'one\n')).toBe(true);
    writeMs = 101;
    expect(await isWrittenAtOnce(sink, 'slow\n')).toBe(true);
    expect(await isWrittenAtOnce(sink, 'still slow\n')).toBe(false);
    writeMs = 100;
    expect(await isWrittenAtOnce(sink, 'quick\n')).toBe(false);
    expect(await isWrittenAtOnce(sink, 'two\n')).toBe(true);
    await sink.close();
    expect(readFileSync(file, 'utf8')).toBe('one\nslow\nstill slow\nquick\ntwo\n');
  });

  test('by a thread, where it must outlive a loss of power', async () => {
    const sink = await open(true);
    expect(await isWrittenAtOnce(sink, 'one\n')).toBe(false);
    await sink.close();
  });

  test.each([
    ['at once', 0],
    ['by a thread', 101],
  ])('%s, and its failure is told', async (_, ms) => {
    const sink = await open();
    writeMs = ms;
    await sink.write(Buffer.from('one\n'));
    await sink.close();
    await expect(sink.write(Buffer.from('two\n'))).rejects.toThrow();
  });
});

test('a device is written by a thread', async () => {
  file = '/dev/full';
  const sink = await open();
  await expect(sink.write(Buffer.from('one\n'))).rejects.toMatchObject({ code: 'ENOSPC' });
  await sink.close();
});
