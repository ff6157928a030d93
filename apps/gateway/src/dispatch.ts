import { randomUUID } from 'node:crypto';
import { TLSSocket } from 'node:tls';
import type { Request, RequestHandler, Response } from 'express';
import { isOdsCode } from '@cdg/fhir';
import { CancelledError } from '@cdg/http-client';
import type { Logger } from '@cdg/http-server';
import type { CallAuditServices } from './audit/call-audit.ts';
import { ConsumerGoneError } from './call/consumer-stream.ts';
import { BrokenRecordError } from './call/read-record.ts';
import { CallError, type Guard } from './errors/call-error.ts';
import { asCallError, renderError } from './errors/render-error.ts';
import { echoedIds } from './requests/consumer-headers.ts';
import { createCallRecorder, type CallRecorder, type CallResult } from './telemetry/call-recorder.ts';
import type { Metrics } from './telemetry/metrics.ts';
import type { CallTrace, TracedRequest, Tracing } from './tracing/call-trace.ts';
import { NO_TRACE, PASSING_ON } from './tracing/pass-on.ts';
import { hstsHeaders } from './tls/hsts.ts';
import { isPermittedSubject, peerSubject, type Subject } from './tls/subject-rule.ts';

export interface Exchange {
  readonly req: Request;
  readonly res: Response;
  readonly trace: CallTrace;
}

export interface Route {
  readonly methods: readonly string[];
  /** The id of the interaction that it offers. */
  readonly interaction?: string;
  /** It shows nobody's data: who reads it is not audited. */
  readonly isPage?: boolean;
  readonly answer: (exchange: Exchange, recorder: CallRecorder) => Promise<void> | void;
}

export interface DispatchSettings {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly audit: CallAuditServices;
  /** Subjects of client certificates that may ask; all of our authorities' unless given. */
  readonly permittedSubjects?: readonly Subject[] | undefined;
  /** Keeps the traces of interactions; a consumer's is passed on unless given. */
  readonly tracing?: Tracing;
  /** Adds the upstreams' names, statuses and timings to the diagnostics. */
  readonly debug: boolean;
}

/** Nobody gets to see it: the status that proxies log where the consumer did not wait for an answer. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * Finds a request's route by its exact path, `%24` meaning `$`, and sees to it that every request gets an answer and a
 * log line, whatever happens.
 */
export function dispatch(routes: ReadonlyMap<string, Route>, settings: DispatchSettings): RequestHandler {
  return async (req, res) => {
    const path = req.path.replaceAll('%24', '$');
    const route = routes.get(path);
    const name = route === undefined ? 'none' : path;
    const { method } = req;
    const echoed = setCommonHeaders(req, res);
    const trace = traceOf(route, { method, route: name, headers: req.headers }, settings);
    const ids = { ...echoed, ...trace.ids };
    const recorder = createCallRecorder(
      { method, route: name, interaction: route?.interaction, organisation: organisationOf(req), ids },
      { ...settings, audit: route?.isPage === true ? UNAUDITED : settings.audit },
    );
    const end = (result: CallResult) => {
      recorder.end(result);
      trace.end(result);
    };
    try {
      checkHost(req);
      checkClient(req, settings.permittedSubjects);
      await allowed(route, req.method).answer({ req, res, trace }, recorder);
      end({ status: res.statusCode, outcome: 'ok' });
    } catch (error) {
      const guard = guardOf(error);
      if (guard !== undefined) settings.metrics.guardHits.inc({ guard });
      answerError(error, res, { recorder, end, debug: settings.debug });
    }
  };
}

/** The headers of every answer; a request without an id of its own gets one. Gives the ids that are echoed. */
function setCommonHeaders(req: Request, res: Response): Record<string, string> {
  req.headers['x-request-id'] ??= randomUUID();
  const echoed = echoedIds(req.headers);
  const headers = { ...COMMON_HEADERS, ...hstsHeaders(req.socket), ...echoed };
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  return echoed;
}

const COMMON_HEADERS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** Only what is said of patients is traced: not who asks for a page, nor for what is not there. */
function traceOf(route: Route | undefined, request: TracedRequest, { tracing = PASSING_ON }: DispatchSettings) {
  return route === undefined || route.isPage === true ? NO_TRACE : tracing.begin(request);
}

function guardOf(error: unknown): Guard | undefined {
  if (error instanceof BrokenRecordError) return 'incomplete';
  return error instanceof CallError ? error.guard : undefined;
}

const UNAUDITED: CallAuditServices = { trail: { append: () => undefined }, pseudonymOf: () => '' };

/** Who says to ask, for the audit of requests that are refused before anything of them is checked. */
function organisationOf({ headers }: Request): string | undefined {
  const said = String(headers['ods-from'] ?? '').trim();
  return isOdsCode(said) ? said.toUpperCase() : undefined;
}

/** @throws CallError 400 unless there is one Host header, as HTTP/1.1 demands (RFC 9112 section 3.2) */
function checkHost({ httpVersion, headersDistinct: { host = [] } }: Request): void {
  if (host.length > 1) throw new CallError('invalidHeader', 'Invalid header "Host": must be given once');
  if (host.length === 0 && httpVersion !== '1.0') {
    throw new CallError('invalidHeader', 'Missing or empty required header "Host"');
  }
}

/** @throws CallError 403 when the client certificate is not one of those that may ask */
function checkClient({ socket }: Request, permitted: readonly Subject[] | undefined): void {
  if (permitted === undefined) return;
  if (socket instanceof TLSSocket && isPermittedSubject(permitted, peerSubject(socket))) return;
  throw new CallError('userForbidden', 'The client certificate is not permitted');
}

/** @throws CallError 404 or 405 */
function allowed(route: Route | undefined, method: string): Route {
  if (route === undefined) throw new CallError('unknownPath', 'No such path: see /openapi.json');
  if (route.methods.includes(method)) return route;
  const allow = route.methods.join(', ');
  throw new CallError('wrongMethod', `Method must be ${allow}`, { headers: { Allow: allow } });
}

function answerError(
  error: unknown,
  res: Response,
  { recorder, end, debug }: { recorder: CallRecorder; end: CallRecorder['end']; debug: boolean },
): void {
  if (isConsumerGone(error) || (res.destroyed && !res.headersSent)) {
    end({ status: CLIENT_CLOSED_REQUEST, outcome: 'abandoned' });
    return;
  }
  if (res.headersSent) {
    // The answer had begun, and its connection has been cut.
    recorder.recordCut();
    end({ status: res.statusCode, outcome: 'cut', error });
    return;
  }
  const callError = asCallError(error);
  renderError(res, callError, debug ? recorder.summary() : '');
  end({
    status: callError.row.status,
    outcome: callError.kind,
    spineCode: callError.row.spineCode,
    ...(callError.kind === 'internal' && { error: callError.cause }),
  });
}

function isConsumerGone(error: unknown): boolean {
  return error instanceof CancelledError || error instanceof ConsumerGoneError;
}
