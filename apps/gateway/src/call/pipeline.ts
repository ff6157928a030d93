import type { Request, Response } from 'express';
import { startDeadline, UpstreamError, type CallContext } from '@cdg/http-client';
import type { PdsClient } from '@cdg/pds-client';
import type { ProviderAnswer } from '@cdg/provider-client';
import type { SdsClient } from '@cdg/sds-client';
import { readRefusal } from '../errors/provider-refusal.ts';
import { sspReason } from '../errors/ssp-refusal.ts';
import { upstreamToSpine } from '../errors/upstream-to-spine.ts';
import type { PublicInteraction } from '../requests/get-structured-record.ts';
import type { CallRecorder } from '../telemetry/call-recorder.ts';
import { validateRequest, type ConsumerRequest } from './1-validate-request.ts';
import { findPracticeInPds } from './2-find-practice-in-pds.ts';
import { findConsumerAsid, findProviderSystem, type ProviderSystem } from './3-find-systems-in-sds.ts';
import { callProvider, type ProviderServices } from './4-call-provider.ts';
import { sendResponse, type ResponseSettings } from './5-send-response.ts';
import { settled } from './settled.ts';

export interface CallServices extends ProviderServices {
  readonly pds: PdsClient;
  readonly sds: SdsClient;
  /** The date in the United Kingdom, `YYYY-MM-DD`. */
  readonly today: () => string;
}

export interface CallSettings extends Omit<ResponseSettings, 'onBundleIdMismatch'> {
  readonly maxBodyBytes: number;
  /** From the request's last byte to the first byte of the answer. */
  readonly deadlineMs: number;
}

/** One request's way through the gateway, in five steps (docs/data-path.md). @throws CallError, CancelledError */
export function createPipeline(services: CallServices, settings: CallSettings) {
  return async (rules: PublicInteraction, { req, res }: { req: Request; res: Response }, recorder: CallRecorder) => {
    const request = await validateRequest(req, { ...rules, maxBodyBytes: settings.maxBodyBytes });
    recorder.about(request);
    const deadline = startDeadline(settings.deadlineMs);
    const abandon = () => {
      if (!res.writableFinished) deadline.cancel();
    };
    res.once('close', abandon);
    try {
      const answer = await fetchAnswer(services, request, { deadline, onUpstreamCall: recorder.upstreamCall });
      const onBundleIdMismatch = recorder.bundleIdMismatch;
      await sendResponse(answer, { res, request, deadline }, { ...settings, onBundleIdMismatch });
    } catch (error) {
      throw error instanceof UpstreamError ? upstreamToSpine(error, deadline.remainingMs()) : error;
    } finally {
      deadline.lift();
      res.removeListener('close', abandon);
    }
  };
}

/**
 * Steps 2 to 4. Look-ups run side by side, but the error thrown is the first in the contract's order of precedence. Where
 * the Spine Secure Proxy says that what SDS told is stale, SDS is asked afresh and the provider called once more.
 */
async function fetchAnswer(
  services: CallServices,
  request: ConsumerRequest,
  context: CallContext,
): Promise<ProviderAnswer> {
  const consumer = settled(findConsumerAsid(services.sds, request, context));
  const odsCode = await findPracticeInPds(services, request, context);
  const remembered = await findProviderSystem(services.sds, { request, odsCode }, context);
  const consumerAsid = await consumer();
  const call = (provider: ProviderSystem) =>
    callProvider(services, { request, route: { consumerAsid, provider } }, context);

  const answer = await call(remembered);
  if (!(await tellsStaleSystem(answer))) return answer;
  return call(await findProviderSystem(services.sds, { request, odsCode, fresh: true }, context));
}

async function tellsStaleSystem(answer: ProviderAnswer): Promise<boolean> {
  if ('record' in answer) return false;
  const { outcome } = await readRefusal(answer.refusal);
  return outcome !== undefined && sspReason(outcome) === 'providerNotRegistered';
}
