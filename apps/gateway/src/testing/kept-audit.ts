import type { CallAuditServices } from '../audit/call-audit.ts';
import type { AuditFields } from '../audit/hash-chain.ts';
import type { CallServices } from '../call/pipeline.ts';

/** An audit that keeps its events for the test to look at, and takes all of them. */
export interface KeptAudit extends CallAuditServices {
  readonly events: readonly AuditFields[];
}

export function keptAudit(): KeptAudit {
  const events: AuditFields[] = [];
  const append = (fields: AuditFields) => {
    events.push(fields);
  };
  return { events, trail: { append }, pseudonymOf: () => 'a-pseudonym' };
}

/** What the pipeline needs of the audit, when it works. */
export const WORKING_AUDIT: Pick<CallServices, 'audit'> = {
  audit: { beforeCall: () => undefined, beforeFirstByte: () => Promise.resolve() },
};
