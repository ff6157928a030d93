import type { UpstreamCall } from '@cdg/http-client';
import type { Logger } from '@cdg/http-server';
import { createCallAudit, type CallAudit, type CallAuditServices } from '../audit/call-audit.ts';
import type { ConsumerRequest } from '../call/1-validate-request.ts';
import type { CallerKind } from '../identity/caller.ts';
import type { Metrics } from './metrics.ts';

/** Follows one request for its log line, its metrics, its audit events and, when debugging, its diagnostics. */
export interface CallRecorder extends Pick<CallAudit, 'askedBy' | 'parties' | 'refused' | 'warnings'> {
  /** For whom it asks: for the audit trail alone, which knows the patient by a pseudonym. */
  readonly patient: (nhsNumber: string) => void;
  /** The request turned out valid: who asks may be logged. For whom may not. */
  readonly about: (request: ConsumerRequest) => void;
  /** A call that failed gets a line of its own at once: the request may go on for long. */
  readonly upstreamCall: (call: UpstreamCall) => void;
  readonly bundleIdMismatch: () => void;
  readonly recordCut: () => void;
  /** One line per request, its upstream calls included. `outcome` is the kind of error, or `ok`. */
  readonly end: (result: CallResult) => void;
  /** The upstream calls so far, as text for the diagnostics; empty when there were none. */
  readonly summary: () => string;
}

export interface CallResult {
  readonly status: number;
  readonly outcome: string;
  readonly spineCode?: string;
  readonly error?: unknown;
}

export interface RecordedRoute {
  readonly method: string;
  /** The route's name, not the path as called. */
  readonly route: string;
  readonly interaction?: string | undefined;
  /** Who says to ask, when the header is an ODS code at all. */
  readonly organisation?: string | undefined;
  /** The ids echoed to the consumer: valid UUIDs all. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Makes the recorder of one request. Fields are named one by one here, and nothing else is logged. */
export function createCallRecorder(
  { method, route, ids, interaction, organisation }: RecordedRoute,
  { logger, metrics, audit }: { logger: Logger; metrics: Metrics; audit: CallAuditServices },
): CallRecorder {
  const started = performance.now();
  const calls: UpstreamCall[] = [];
  const known: Record<string, string> = { ...ids };
  let identity: CallerKind | undefined;
  const trail = createCallAudit({ method, route, interaction, organisation, ...auditedIds(ids) }, audit);

  const summary = () =>
    calls
      .map(({ upstream, outcome, status, ms }) => `${upstream} ${status ?? outcome} ${Math.round(ms)} ms`)
      .join(', ');

  return {
    ...trail,
    askedBy: ({ kind, id, sdsUserId, sdsRoleProfileId }) => {
      identity = kind;
      trail.askedBy({ kind, id, sdsUserId, sdsRoleProfileId });
    },
    patient: trail.about,
    about: ({ consumerOds }) => {
      known['ODS-from'] = consumerOds;
    },
    upstreamCall: (call) => {
      calls.push(call);
      trail.upstream(call);
      const { upstream, outcome, status } = call;
      metrics.upstreamCalls.observe({ upstream, outcome, status: status ?? 'none' }, call.ms / 1000);
      if (!isWell(call)) logger.warn({ ...known, upstream, outcome, status, ms: Math.round(call.ms) }, 'upstream call');
    },
    warnings: (counts) => {
      trail.warnings(counts);
      for (const [code, count] of Object.entries(counts)) metrics.recordWarnings.inc({ code }, count);
    },
    bundleIdMismatch: () => {
      metrics.bundleIdMismatches.inc();
      logger.warn({ ...known }, 'Bundle.id is not the trace id');
    },
    recordCut: () => {
      metrics.recordsCut.inc();
    },
    end: ({ status, outcome, spineCode, error }) => {
      const ms = performance.now() - started;
      trail.end({ status, outcome, spineCode, ms });
      metrics.requests.observe({ route, status }, ms / 1000);
      const level = status >= 500 ? 'error' : 'info';
      const facts = { method, route, status, outcome, identity, ms: Math.round(ms), calls: summary() };
      logger[level]({ ...known, ...facts, ...faultOf(error) }, 'request');
    },
    summary,
  };
}

/** A patient whom PDS does not know is no trouble of its. */
function isWell({ outcome, status = 0 }: UpstreamCall): boolean {
  return outcome === 'ok' && (status < 400 || status === 404);
}

function auditedIds(ids: RecordedRoute['ids']) {
  return { traceId: ids['Ssp-TraceID'], requestId: ids['X-Request-ID'], correlationId: ids['X-Correlation-ID'] };
}

/** Our own faults are logged with the places of their stack. The message is left out, however many lines it has: it may quote. */
function faultOf(error: unknown): { fault?: string; at?: string } {
  if (!(error instanceof Error)) return {};
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  const places = lines.filter((line) => /^ {4}at /.test(line)).map((line) => line.trim());
  return { fault: error.name, at: places.slice(0, 3).join(' ') };
}
