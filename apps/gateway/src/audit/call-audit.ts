import type { UpstreamCall } from '@cdg/http-client';
import type { CallerKind } from '../identity/caller.ts';
import type { AuditTrail } from './audit-trail.ts';

/** Who asks, by ids alone. */
export interface AuditActor {
  /** By whose word the person is known; `synthetic` is nobody. */
  readonly kind: CallerKind;
  readonly id: string;
  readonly sdsUserId: string;
  readonly sdsRoleProfileId: string;
}

/** What a call has found out about the parties to it. */
export interface CallParties {
  readonly practice: string;
  readonly consumerAsid: string;
  readonly providerAsid: string;
}

export interface CallEnd {
  readonly status: number;
  readonly outcome: string;
  readonly spineCode?: string | undefined;
  readonly ms: number;
}

/** Records one request: an event for each exchange with an upstream, and one for the request with its true outcome. */
export interface CallAudit {
  readonly askedBy: (actor: AuditActor) => void;
  readonly about: (nhsNumber: string) => void;
  readonly parties: (parties: CallParties) => void;
  readonly upstream: (call: UpstreamCall) => void;
  /** The provider's own refusal goes to the consumer, with this Spine code if it has one that is known. */
  readonly refused: (spineCode: string | undefined) => void;
  /** What the record warns of, by code. */
  readonly warnings: (counts: Readonly<Record<string, number>>) => void;
  readonly end: (end: CallEnd) => void;
}

export interface AuditedRequest {
  readonly method: string;
  readonly route: string;
  readonly interaction: string | undefined;
  /** As the header has it, when that is an ODS code at all. */
  readonly organisation: string | undefined;
  readonly traceId: string | undefined;
  readonly requestId: string | undefined;
  readonly correlationId: string | undefined;
}

export interface CallAuditServices {
  readonly trail: Pick<AuditTrail, 'append'>;
  readonly pseudonymOf: (nhsNumber: string) => string;
}

/** Records a request that could not be read far enough to become a call. */
export function auditRefusal(
  trail: CallAuditServices['trail'],
  { outcome, status, spineCode }: Omit<CallEnd, 'ms'>,
): void {
  trail.append({ event: 'request', status, outcome, spineCode, route: 'none' });
}

/** Every field is named here, and is an id, a code or a number that has been checked: never free text, never an NHS number. */
export function createCallAudit(request: AuditedRequest, { trail, pseudonymOf }: CallAuditServices): CallAudit {
  const { method, route, interaction, organisation, traceId, requestId, correlationId } = request;
  let [actor, patient, parties]: [AuditActor?, string?, CallParties?] = [];
  let refusal: { spineCode: string | undefined } | undefined;
  let warnings: Readonly<Record<string, number>> | undefined;

  return {
    askedBy: (found) => {
      actor = found;
    },
    about: (nhsNumber) => {
      patient = pseudonymOf(nhsNumber);
    },
    parties: ({ practice, consumerAsid, providerAsid }) => {
      parties = { practice, consumerAsid: asidOrNot(consumerAsid), providerAsid: asidOrNot(providerAsid) };
    },
    refused: (spineCode) => {
      refusal = { spineCode };
    },
    warnings: (counts) => {
      warnings = counts;
    },
    upstream: ({ upstream, outcome, status, ms }) => {
      const known = { traceId, requestId, organisation, actor, patient, ...parties };
      trail.append({ event: 'upstream', upstream, outcome, status, ms: Math.round(ms), ...known });
    },
    end: ({ status, outcome, spineCode, ms }) => {
      const ids = { traceId, requestId, correlationId };
      const whom = { organisation, actor, patient, ...parties };
      const what = { method, route, interaction, ...ids, ...whom, warnings };
      const isRefusal = refusal !== undefined && outcome === 'ok';
      const result = { outcome: isRefusal ? 'refusedByProvider' : outcome, spineCode: spineCode ?? refusal?.spineCode };
      trail.append({ event: 'request', status, ...result, ms: Math.round(ms), ...what });
    },
  };
}

/** SDS could say anything: what is no ASID is not repeated. */
function asidOrNot(text: string): string {
  return /^\d{12}$/.test(text) ? text : 'malformed';
}
