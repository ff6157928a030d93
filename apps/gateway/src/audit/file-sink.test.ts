import { readFileSync } from 'node:fs';
import { mkdtemp, open as openFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
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

/** Writes a line, and tells whether a thread did it. */
async function isWrittenByThread(sink: AuditSink, line: string): Promise<boolean> {
  const handle = await openFile(file, 'a');
  const byThread = jest.spyOn(fileHandles(handle), 'write');
  await handle.close();
  try {
    expect(await sink.write(Buffer.from(line))).toBe(line.length);
    expect(readFileSync(file, 'utf8').endsWith(line)).toBe(true);
    return byThread.mock.calls.length === 1;
  } finally {
    byThread.mockRestore();
  }
}

/** What all file handles have in common. */
function fileHandles(handle: FileHandle): FileHandle {
  const prototype = Reflect.getPrototypeOf(handle);
  if (!isFileHandle(prototype)) throw new Error('file handles have nothing in common');
  return prototype;
}

const isFileHandle = (value: object | null): value is FileHandle => value !== null && 'write' in value;

describe('a line is written', () => {
  test('at once, and by a thread from a slow write on until one was quick', async () => {
    const sink = await open();
    expect(await isWrittenByThread(sink, 'one\n')).toBe(false);
    writeMs = 101;
    expect(await isWrittenByThread(sink, 'slow\n')).toBe(false);
    expect(await isWrittenByThread(sink, 'still slow\n')).toBe(true);
    writeMs = 100;
    expect(await isWrittenByThread(sink, 'quick\n')).toBe(true);
    expect(await isWrittenByThread(sink, 'two\n')).toBe(false);
    await sink.close();
    expect(readFileSync(file, 'utf8')).toBe('one\nslow\nstill slow\nquick\ntwo\n');
  });

  test('by a thread, where it must outlive a loss of power', async () => {
    const sink = await open(true);
    expect(await isWrittenByThread(sink, 'one\n')).toBe(true);
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
