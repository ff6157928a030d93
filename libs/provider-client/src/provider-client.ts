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

/** A record still flowing (2xx), or a refusal read whole: also a 502 that did not pass. */
export type ProviderAnswer = { readonly record: StreamedAnswer } | { readonly refusal: WholeAnswer };

export interface ProviderClient {
  /** @throws UpstreamError when the provider gives no answer, or one that says that it is unavailable */
  readonly call: (call: ProviderCall, context: CallContext) => Promise<ProviderAnswer>;
}

/** Statuses that may be gone on the next attempt, and say nothing about the patient. */
const UNAVAILABLE = new Set([429, 503, 504, 599]);
/** May be gone on the next attempt, too, but its body tells who could not reach whom. */
const BAD_GATEWAY = 502;

/** Calls a practice's GP system as GP Connect 1.6.2 asks: four Ssp headers and a fresh audit token for each attempt. */
export function createProviderClient({ http, sspUrl, retries, now }: ProviderClientOptions): ProviderClient {
  const open = (call: ProviderCall, context: CallContext): Promise<StreamedAnswer> => {
    const url = joinUrl(sspUrl, call.serviceRoot, call.interaction.path);
    const headers = headersFor(call, now());
    return http.openStream({ method: call.interaction.method, ...url, headers, body: call.body }, context);
  };

  const callOnce = async (call: ProviderCall, context: CallContext): Promise<ProviderAnswer> => {
    const answer = await open(call, context);
    if (answer.status >= 200 && answer.status <= 299) return { record: answer };
    if (!UNAVAILABLE.has(answer.status)) return { refusal: await http.readWhole(answer, context) };
    answer.body.destroy();
    throw unavailable(http.upstream, answer, now());
  };

  return {
    call: async (call, context) => {
      let badGateway: ProviderAnswer | undefined;
      const attempt = async (): Promise<ProviderAnswer> => {
        badGateway = undefined;
        const answer = await callOnce(call, context);
        if (!('refusal' in answer) || answer.refusal.status !== BAD_GATEWAY) return answer;
        badGateway = answer;
        throw unavailable(http.upstream, answer.refusal, now());
      };
      try {
        return await withRetries(attempt, { policy: retries, deadline: context.deadline });
      } catch (error) {
        if (badGateway !== undefined && error instanceof UpstreamError && error.status === BAD_GATEWAY)
          return badGateway;
        throw error;
      }
    },
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

function unavailable(
  upstream: string,
  { status, header }: Pick<WholeAnswer, 'status' | 'header'>,
  now: Date,
): UpstreamError {
  const wait = retryAfterMs(header('retry-after'), now);
  return new UpstreamError(upstream, { kind: 'status', status, ...(wait !== undefined && { retryAfterMs: wait }) });
}
