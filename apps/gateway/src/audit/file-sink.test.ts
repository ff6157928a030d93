import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { DiskTrust } from './disk-trust.ts';
import { openFileSink } from './file-sink.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-sink-'));
  file = join(folder, 'audit.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const write = jest.fn<DiskTrust['write']>((work) => work());
const open = (isTrusted: boolean, syncsAlways = false) => {
  write.mockClear();
  const trust: DiskTrust = { isTrusted: () => isTrusted, write, follow: (work) => work() };
  return openFileSink({ file, maxBytes: 1_000_000, syncsAlways }, trust);
};

describe.each([
  ['at once, to a disk that is trusted', { isTrusted: true, syncsAlways: false }, 1],
  ['by a thread, to a disk that is not', { isTrusted: false, syncsAlways: false }, 0],
  ['by a thread, where each write must outlive a loss of power', { isTrusted: true, syncsAlways: true }, 0],
])('bytes are written %s', (_, { isTrusted, syncsAlways }, timesAtOnce) => {
  test('whole, and counted', async () => {
    const sink = await open(isTrusted, syncsAlways);
    expect(await sink.write(Buffer.from('one\n'))).toBe(4);
    expect(write).toHaveBeenCalledTimes(timesAtOnce);
    await sink.close();
    expect(await readFile(file, 'utf8')).toBe('one\n');
  });

  test('and a write that fails is told', async () => {
    const sink = await open(isTrusted, syncsAlways);
    await sink.close();
    await expect(sink.write(Buffer.from('one\n'))).rejects.toThrow();
  });
});

test('a device is written by a thread, whatever is thought of the disk', async () => {
  write.mockClear();
  const trust: DiskTrust = { isTrusted: () => true, write, follow: (work) => work() };
  const sink = await openFileSink({ file: '/dev/full', maxBytes: 1_000_000, syncsAlways: false }, trust);
  await expect(sink.write(Buffer.from('one\n'))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(write).not.toHaveBeenCalled();
  await sink.close();
});
