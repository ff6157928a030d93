import type { Writable } from 'node:stream';
import { SettingsError, type Logger } from '@cdg/http-server';
import type { Config } from '../config.ts';
import { errorCode } from '../error-code.ts';
import { AnchorError, createAnchorFile, type Anchor, type AnchorFile } from './audit-anchor.ts';
import { createAuditTrail, type AuditTrail } from './audit-trail.ts';
import type { AuditSink } from './audit-writer.ts';
import { GENESIS, hashOf, type Head } from './hash-chain.ts';
import { openAuditFile, type AuditFile } from './open-audit-file.ts';
import type { Tail } from './read-tail.ts';
import { createStdoutSink } from './stdout-sink.ts';

export interface TrailSurroundings {
  readonly logger: Logger;
  readonly stdout: Writable;
  readonly now: () => Date;
  readonly onLost: () => void;
  readonly onWritable: (isWritable: boolean) => void;
}

/** Where a gateway without settings keeps its trail: one file for each that runs at the same time. */
const DEVELOPMENT_FILES = Array.from({ length: 99 }, (_, index) => `.local/audit/gateway-${index + 1}.jsonl`);

/**
 * Opens the audit trail where it was left: the chain goes on over restarts, a line that a crash has torn is recorded, and
 * a trail that does not go with its anchor is not written on.
 *
 * @throws SettingsError that names the setting
 */
export async function openAuditTrail(config: Config, surroundings: TrailSurroundings): Promise<AuditTrail> {
  if (config.AUDIT_FILE !== undefined || config.AUDIT_SINK === 'stdout') {
    return openAt(config.AUDIT_FILE, { config, surroundings });
  }
  for (const file of DEVELOPMENT_FILES) {
    try {
      return await openAt(file, { config, surroundings });
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
    }
  }
  throw new SettingsError(['AUDIT_FILE: none of the default files can be used']);
}

interface Opening {
  readonly config: Config;
  readonly surroundings: TrailSurroundings;
}

async function openAt(file: string | undefined, { config, surroundings }: Opening): Promise<AuditTrail> {
  const anchorPath = config.AUDIT_ANCHOR_FILE ?? (file === undefined ? undefined : `${file}.anchor.json`);
  const anchor =
    anchorPath === undefined
      ? undefined
      : createAnchorFile(anchorPath, { ...surroundings, key: config.AUDIT_ANCHOR_KEY });
  const audited = file === undefined || config.AUDIT_SINK === 'stdout' ? undefined : await openFile(file, config);
  try {
    const start = await startOf(audited, anchor);
    const trail = createAuditTrail({
      ...surroundings,
      ...start,
      anchor,
      sinks: sinksOf(audited, { config, surroundings }),
      isRequired: config.AUDIT_REQUIRED,
    });
    const torn = audited?.tail?.torn ?? Buffer.alloc(0);
    if (torn.length > 0) trail.append(recovered(torn));
    trail.append({ event: 'opened', version: config.version, anchor: start.anchorWas });
    return trail;
  } catch (error) {
    await audited?.sink.close();
    throw error;
  }
}

function sinksOf(audited: AuditFile | undefined, { config, surroundings }: Opening): AuditSink[] {
  const printed = config.AUDIT_SINK === 'file' ? [] : [createStdoutSink(surroundings.stdout)];
  return [...(audited === undefined ? [] : [audited.sink]), ...printed];
}

async function openFile(file: string, config: Config): Promise<AuditFile> {
  try {
    return await openAuditFile({
      file,
      maxBytes: config.AUDIT_FILE_MAX_BYTES,
      syncsAlways: config.AUDIT_FSYNC === 'always',
    });
  } catch (error) {
    throw new SettingsError([`AUDIT_FILE: ${reasonOf(error)}`]);
  }
}

/** Where the trail goes on, once it has been held against its anchor and the anchor against the disk. */
async function startOf(audited: AuditFile | undefined, anchor: AnchorFile | undefined) {
  try {
    const anchored = await anchor?.read();
    const head = audited === undefined ? (anchored ?? GENESIS) : headOf(audited.tail, anchored);
    await anchor?.write({ seq: head.seq, hash: head.hash, isClosed: false });
    const anchorWas = anchor === undefined ? 'none' : anchored === undefined && head.seq > 0 ? 'missing' : 'well';
    return { head, anchorWas };
  } catch (error) {
    throw new SettingsError([`AUDIT_ANCHOR_FILE: ${reasonOf(error)}`]);
  }
}

/** @throws AnchorError when the trail is not the one that was anchored */
function headOf(tail: Tail | undefined, anchor: Anchor | undefined): Head {
  const head = tail?.head ?? GENESIS;
  if (anchor === undefined) return head;
  const behind = head.seq - anchor.seq;
  if (behind < 0) throw new AnchorError(`the audit trail ends before event ${anchor.seq}, which it had reached`);
  if (behind === 0 && head.hash !== anchor.hash) throw new AnchorError('the last event of the audit trail was changed');
  if (behind > 0 && anchor.isClosed) throw new AnchorError('the audit trail goes on although it was closed');
  return head;
}

/** The torn line stays in the file: this says that it is one, and which. */
function recovered(torn: Buffer) {
  const line = torn.toString('latin1').endsWith('\n') ? torn.subarray(0, -1) : torn;
  return { event: 'recovered', tornBytes: line.length, tornHash: hashOf(line) };
}

function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code !== undefined) return `cannot be used: ${code}`;
  return error instanceof Error ? error.message : 'cannot be used';
}
