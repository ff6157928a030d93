import { writeSync } from 'node:fs';
import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { errorCode } from '../error-code.ts';
import type { AuditSink } from './audit-writer.ts';

export interface FileSinkOptions {
  readonly file: string;
  /** A file that would grow beyond it is put aside first. */
  readonly maxBytes: number;
  /** Every write outlives a loss of power before it counts as accepted. */
  readonly syncsAlways: boolean;
  /** Milliseconds on a clock that never goes back; the system's unless given. */
  readonly now?: () => number;
}

/** From there on a write was slow: longer than a disk that is well takes, and not yet long for those who wait meanwhile. */
const SLOW_MS = 100;

const LINE_BREAK = 0x0a;
const FIRST_SEQ = /^\{"v":1,"seq":(\d+),/;
const OWNER_ONLY = 0o600;

/** The name of a file that was put aside, after its last event: names in order are files in order. */
export function nameAside(file: string, lastSeq: number): string {
  return `${file}.${String(lastSeq).padStart(12, '0')}`;
}

/** Appends to a file, and begins another before it becomes too large; the chain goes on from one to the next. */
export async function openFileSink(options: FileSinkOptions): Promise<AuditSink> {
  const { file, maxBytes, syncsAlways, now = () => performance.now() } = options;
  let handle: FileHandle = await open(file, 'a', OWNER_ONLY);
  let status = await handle.stat();
  let { size } = status;
  let isAtLineStart = true;
  const isRegular = status.isFile();

  const reopen = async () => {
    const old = handle;
    handle = await open(file, 'a', OWNER_ONLY);
    status = await handle.stat();
    ({ size } = status);
    await old.close();
  };
  const putAside = async (bytes: Buffer) => {
    const seq = FIRST_SEQ.exec(bytes.toString('latin1', 0, 64))?.[1];
    if (!isRegular || size === 0 || size + bytes.length <= maxBytes || !isAtLineStart || seq === undefined) return;
    await handle.datasync();
    await rename(file, nameAside(file, Number(seq) - 1)).catch(unlessMissing);
    await reopen();
  };

  let wasSlow = false;
  /** At once into the system's cache, which takes a tenth of what a thread takes to do it and tell; after a slow write by a thread. */
  const write = async (bytes: Buffer) => {
    const started = now();
    const isAtOnce = isRegular && !syncsAlways && !wasSlow;
    const bytesWritten = isAtOnce ? writeSync(handle.fd, bytes) : (await handle.write(bytes)).bytesWritten;
    wasSlow = now() - started > SLOW_MS;
    return bytesWritten;
  };

  return {
    write: async (bytes) => {
      await putAside(bytes);
      const bytesWritten = await write(bytes);
      size += bytesWritten;
      isAtLineStart = bytes[bytesWritten - 1] === LINE_BREAK;
      if (syncsAlways && isRegular) await handle.datasync();
      return bytesWritten;
    },
    sync: async () => {
      if (!isRegular) return;
      await handle.datasync();
      const there = await stat(file).catch(unlessMissing);
      if (there?.ino === status.ino) return;
      // Whoever removes the file, or puts another in its place, must not have us write where nobody reads.
      await reopen();
      throw new Error('the audit file is gone, or another in its place');
    },
    close: () => handle.close(),
  };
}

/** A file that is not there any more has been put aside, by us or somebody else. */
function unlessMissing(error: unknown): undefined {
  if (errorCode(error) === 'ENOENT') return undefined;
  throw error;
}
