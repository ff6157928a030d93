import { sendJson } from '@cdg/http-server';
import type { RequestHandler } from 'express';
import { CONTENT_TYPE } from '../media-format.ts';
import { checkCall, type SharingRules } from './check-call.ts';
import { forwardCall } from './forward-call.ts';
import { isProxied, readProxiedCall } from './proxied-call.ts';
import type { SpineDirectory } from './spine-directory.ts';
import { SspRefused, sspOutcome } from './ssp-refusal.ts';

export interface SspParts {
  readonly directory: SpineDirectory;
  readonly sharing: SharingRules;
  readonly timeoutMs: number;
  readonly newId: () => string;
}

/** The Spine Secure Proxy: `/ssp/` followed by the provider's URL exactly as SDS gives it. */
export function sspRoutes({ directory, sharing, timeoutMs, newId }: SspParts): RequestHandler {
  return async (req, res, next) => {
    if (!isProxied(req)) {
      next();
      return;
    }
    try {
      const call = readProxiedCall(req);
      await checkCall(call, { directory, sharing });
      await forwardCall({ req, res, targetUrl: call.targetUrl }, { timeoutMs });
    } catch (error) {
      if (!(error instanceof SspRefused)) throw error;
      const headers = { 'Cache-Control': 'no-store' };
      const body = sspOutcome(error, newId());
      sendJson(res, { status: error.status, contentType: CONTENT_TYPE.json, headers, body });
    }
  };
}
