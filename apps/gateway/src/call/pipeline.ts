import type { Request, Response } from 'express';
import { startDeadline, UpstreamError, type CallContext } from '@cdg/http-client';
import type { PdsClient } from '@cdg/pds-client';
import type { ProviderAnswer } from '@cdg/provider-client';
import type { SdsClient } from '@cdg/sds-client';
import type { CallParties } from '../audit/call-audit.ts';
import type { AuditDemand } from '../audit/audit-demand.ts';
import { readRefusal } from '../errors/provider-refusal.ts';
import { sspReason } from '../errors/ssp-refusal.ts';
import { upstreamToSpine } from '../errors/upstream-to-spine.ts';
import type { Caller } from '../identity/caller.ts';
import type { IdentifyCaller } from '../identity/identify-caller.ts';
import type { RateLimit } from '../limits/rate-limit.ts';
import type { PublicInteraction } from '../requests/get-structured-record.ts';
import type { CallRecorder } from '../telemetry/call-recorder.ts';
import type { CallTrace } from '../tracing/call-trace.ts';
import { validateRequest, type ConsumerRequest } from './1-validate-request.ts';
import { findPracticeInPds } from './2-find-practice-in-pds.ts';
import { findConsumerAsid, findProviderSystem, type ProviderSystem } from './3-find-systems-in-sds.ts';
import { callProvider, type ProviderServices } from './4-call-provider.ts';
import { sendResponse, type ResponseSettings } from './5-send-response.ts';
import { settled } from './settled.ts';

export interface CallServices extends ProviderServices {
  readonly pds: PdsClient;
  readonly sds: SdsClient;
  readonly audit: AuditDemand;
  readonly rateLimit: RateLimit;
  readonly identify: IdentifyCaller;
  /** The date in the United Kingdom, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface CallSettings extends Pick<ResponseSettings, 'patientGuardBytes' | 'consumerIdleMs' | 'watchLength'> {
  readonly maxBodyBytes: number;
  /** From the request's last byte to the first byte of the answer. */
  readonly deadlineMs: number;
}

interface Incoming {
  readonly req: Request;
  readonly res: Response;
  readonly trace: CallTrace;
}

/** One request's way through the gateway, in five steps (docs/data-path.md). @throws CallError, CancelledError */
export function createPipeline(services: CallServices, settings: CallSettings) {
  return async (rules: PublicInteraction, { req, res, trace }: Incoming, recorder: CallRecorder) => {
    services.audit.beforeCall();
    const request = await trace.step('validate request', () =>
      validateRequest(req, { ...noting(rules, recorder), maxBodyBytes: settings.maxBodyBytes }),
    );
    recorder.about(request);
    await services.rateLimit(request.consumerOds);
    const deadline = startDeadline(settings.deadlineMs);
    const abandon = () => {
      if (!res.writableFinished) deadline.cancel();
    };
    res.once('close', abandon);
    try {
      const { upstreamCall: onUpstreamCall, parties: onParties } = recorder;
      const context = { deadline, onUpstreamCall, onParties, trace, traceCall: trace.traceCall };
      const { consumerOds } = request;
      const asked = { headers: req.headersDistinct, consumerOds, onKnown: recorder.askedBy };
      const caller = await services.identify(asked, context);
      const answer = await fetchAnswer(services, { request, caller }, context);
      const responseSettings = {
        ...settings,
        beforeFirstByte: services.audit.beforeFirstByte,
        onBundleIdMismatch: recorder.bundleIdMismatch,
        onRefusal: recorder.refused,
        onWarnings: recorder.warnings,
      };
      await trace.step('send response', () => sendResponse(answer, { res, request, deadline }, responseSettings));
    } catch (error) {
      throw error instanceof UpstreamError ? upstreamToSpine(error, deadline.remainingMs()) : error;
    } finally {
      deadline.lift();
      res.removeListener('close', abandon);
    }
  };
}

/** The patient is audited as soon as the body names one, whatever else is wrong with the request. */
function noting({ interaction, readNhsNumber }: PublicInteraction, recorder: CallRecorder): PublicInteraction {
  return {
    interaction,
    readNhsNumber: (body) => {
      const nhsNumber = readNhsNumber(body);
      recorder.patient(nhsNumber);
      return nhsNumber;
    },
  };
}

interface FetchContext extends CallContext {
  readonly trace: CallTrace;
  /** Told whose systems are about to speak to each other. */
  readonly onParties: (parties: CallParties) => void;
}

/**
 * Steps 2 to 4. Look-ups run side by side, but the error thrown is the first in the contract's order of precedence. Where
 * the Spine Secure Proxy says that what SDS told is stale, SDS is asked afresh and the provider called once more.
 */
async function fetchAnswer(
  services: CallServices,
  { request, caller }: { request: ConsumerRequest; caller: Caller },
  context: FetchContext,
): Promise<ProviderAnswer> {
  const { trace } = context;
  const {
    odsCode,
    consumerAsid,
    provider: remembered,
  } = await trace.step('find systems in SDS', (traceCall) => findParties(services, request, { ...context, traceCall }));
  const call = (provider: ProviderSystem) => {
    context.onParties({ practice: odsCode, consumerAsid, providerAsid: provider.asid });
    return trace.step('call provider', (traceCall) =>
      callProvider(services, { request, caller, route: { consumerAsid, provider } }, { ...context, traceCall }),
    );
  };

  const answer = await call(remembered);
  if (!(await tellsStaleSystem(answer))) return answer;
  const current = await trace.step('find systems in SDS', (traceCall) =>
    findProviderSystem(services.sds, { request, odsCode, fresh: true }, { ...context, traceCall }),
  );
  return call(current);
}

/** Steps 2 and 3: the consumer's half of the third runs beside the second. */
async function findParties(services: CallServices, request: ConsumerRequest, context: FetchContext) {
  const practice = context.trace.step('find practice in PDS', (traceCall) =>
    findPracticeInPds(services, request, { ...context, traceCall }),
  );
  const consumer = settled(findConsumerAsid(services.sds, request, context));
  const odsCode = await practice;
  const provider = await findProviderSystem(services.sds, { request, odsCode }, context);
  return { odsCode, provider, consumerAsid: await consumer() };
}

async function tellsStaleSystem(answer: ProviderAnswer): Promise<boolean> {
  if ('record' in answer) return false;
  const { outcome } = await readRefusal(answer.refusal);
  return outcome !== undefined && sspReason(outcome) === 'providerNotRegistered';
}
