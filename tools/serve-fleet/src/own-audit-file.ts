import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './members.ts';

export interface OwnAuditFile {
  readonly environment: Environment;
  /** Call it once the gateway has ended. */
  readonly remove: () => Promise<void>;
}

/** The gateway chooses for itself. */
export const NO_AUDIT_FILE: OwnAuditFile = { environment: {}, remove: () => Promise.resolve() };

/** A file for the audit trail of one gateway that a suite starts: several run at once, and none may share. */
export async function ownAuditFile(): Promise<OwnAuditFile> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-audit-'));
  return {
    environment: { AUDIT_FILE: join(folder, 'audit.jsonl') },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
