import { MEDIA_TYPES } from '@cdg/fhir';
import { SSP_HEADERS, type Interaction } from '@cdg/gp-connect';
import {
  retryAfterMs,
  UpstreamError,
  withRetries,
  type CallContext,
  type HttpClient,
  type RetryPolicy,
  type StreamedAnswer,
  type WholeAnswer,
} from '@cdg/http-client';
import { makeAuditToken, type AuditFacts } from './audit-token.ts';
import { joinUrl } from './join-url.ts';

export interface ProviderClientOptions {
  readonly http: HttpClient;
  /** Base URL of the Spine Secure Proxy, put verbatim before the provider's; undefined calls the provider directly. */
  readonly sspUrl: string | undefined;
  readonly retries: RetryPolicy;
  readonly now: () => Date;
}

export interface ProviderCall {
  readonly interaction: Interaction;
  /** The service root URL exactly as SDS has it. */
  readonly serviceRoot: string;
  readonly traceId: string;
  readonly fromAsid: string;
  readonly toAsid: string;
  readonly audit: AuditFacts;
  /** Sent byte for byte. */
  readonly body: Uint8Array;
  readonly acceptsGzip: boolean;
}

/** A record still flowing (2xx), or a refusal read whole. */
export type ProviderAnswer = { readonly record: StreamedAnswer } | { readonly refusal: WholeAnswer };

export interface ProviderClient {
  /** @throws UpstreamError when the provider gives no answer, or one that says that it is unavailable */
  readonly call: (call: ProviderCall, context: CallContext) => Promise<ProviderAnswer>;
}

/** Statuses that may be gone on the next attempt, and say nothing about the patient. */
const UNAVAILABLE = new Set([429, 502, 503, 504, 599]);

/** Calls a practice's GP system as GP Connect 1.6.2 asks: four Ssp headers and a fresh audit token for each attempt. */
export function createProviderClient({ http, sspUrl, retries, now }: ProviderClientOptions): ProviderClient {
  const attempt = async (call: ProviderCall, context: CallContext): Promise<ProviderAnswer> => {
    const url = joinUrl(sspUrl, call.serviceRoot, call.interaction.path);
    const answer = await http.openStream(
      { method: call.interaction.method, ...url, headers: headersFor(call, now()), body: call.body },
      context,
    );
    if (answer.status >= 200 && answer.status <= 299) return { record: answer };
    const refusal = await http.readWhole(answer, context);
    if (UNAVAILABLE.has(refusal.status)) throw unavailable(http.upstream, refusal, now());
    return { refusal };
  };

  return {
    call: (call, context) => withRetries(() => attempt(call, context), { policy: retries, deadline: context.deadline }),
  };
}

function headersFor(call: ProviderCall, now: Date): Record<string, string> {
  const { interaction, serviceRoot } = call;
  return {
    [SSP_HEADERS.traceId]: call.traceId,
    [SSP_HEADERS.from]: call.fromAsid,
    [SSP_HEADERS.to]: call.toAsid,
    [SSP_HEADERS.interactionId]: interaction.id,
    Authorization: `Bearer ${makeAuditToken(call.audit, { interaction, serviceRoot, now })}`,
    Accept: MEDIA_TYPES.fhirJson,
    'Accept-Encoding': call.acceptsGzip ? 'gzip' : 'identity',
    'Content-Type': `${MEDIA_TYPES.fhirJson};charset=utf-8`,
  };
}

function unavailable(upstream: string, { status, header }: WholeAnswer, now: Date): UpstreamError {
  const wait = retryAfterMs(header('retry-after'), now);
  return new UpstreamError(upstream, { kind: 'status', status, ...(wait !== undefined && { retryAfterMs: wait }) });
}
