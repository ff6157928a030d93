import { mkdir, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { AuditSink } from './audit-writer.ts';
import { lockFile } from './file-lock.ts';
import { openFileSink, type FileSinkOptions } from './file-sink.ts';
import { readTail, type Tail } from './read-tail.ts';

const LINE_BREAK = 0x0a;

export interface AuditFile {
  readonly sink: AuditSink;
  /** How the trail ended when it was last written; undefined when there is none yet. */
  readonly tail: Tail | undefined;
}

/**
 * Opens the file of a trail for this process alone, and finds where the trail ended: in it, or where that is empty in the
 * file that was put aside last.
 *
 * @throws FileLockedError, NoTrailError, or what the file system says
 */
export async function openAuditFile(options: FileSinkOptions): Promise<AuditFile> {
  const { file } = options;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const letGo = (await isRegularOrAbsent(file)) ? lockFile(file) : () => undefined;
  try {
    const tail = (await readTail(file)) ?? (await tailPutAside(file));
    const sink = await openFileSink(options);
    if (tail !== undefined && lacksLineBreak(tail)) await sink.write(Buffer.from('\n'));
    const close = () => sink.close().finally(letGo);
    return { sink: { ...sink, close }, tail };
  } catch (error) {
    letGo();
    throw error;
  }
}

/** What a crash has torn stays in the file, on a line of its own; an event says what it is. */
function lacksLineBreak({ torn, lacksLineBreak: lacksOne }: Tail): boolean {
  return lacksOne || (torn.length > 0 && torn.at(-1) !== LINE_BREAK);
}

async function isRegularOrAbsent(file: string): Promise<boolean> {
  const status = await stat(file).catch(() => undefined);
  return status?.isFile() ?? true;
}

async function tailPutAside(file: string): Promise<Tail | undefined> {
  const name = basename(file);
  const aside = (await readdir(dirname(file))).filter(
    (other) => other.startsWith(`${name}.`) && /^\d{12}$/.test(other.slice(name.length + 1)),
  );
  const last = aside.sort().at(-1);
  return last === undefined ? undefined : readTail(join(dirname(file), last));
}
