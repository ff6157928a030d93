import { CallError } from '../errors/call-error.ts';
import type { AuditTrail } from './audit-trail.ts';
import { AuditSinkError } from './audit-writer.ts';

/** Nobody is served unaudited. */
export interface AuditDemand {
  /** @throws CallError 503 while the trail cannot be written */
  readonly beforeCall: () => void;
  /** Resolves once what was done for this request stands in the trail. @throws CallError 503 when it cannot be written */
  readonly beforeFirstByte: () => Promise<void>;
}

const RETRY_AFTER_S = 5;

/** Asks of the trail what it promises, in the words that the caller gets to read. */
export function createAuditDemand(trail: Pick<AuditTrail, 'isReady' | 'settled'>): AuditDemand {
  return {
    beforeCall: () => {
      if (!trail.isReady()) throw unavailable();
    },
    beforeFirstByte: async () => {
      try {
        await trail.settled();
      } catch (error) {
        throw error instanceof AuditSinkError ? unavailable(error) : error;
      }
    },
  };
}

function unavailable(cause?: unknown): CallError {
  return new CallError('auditUnavailable', 'The gateway takes no requests at the moment', {
    headers: { 'Retry-After': String(RETRY_AFTER_S) },
    cause,
  });
}
