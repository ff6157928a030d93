import type { Request, RequestHandler, Response } from 'express';
import { CancelledError } from '@cdg/http-client';
import type { Logger } from '@cdg/http-server';
import type { createPipeline } from './call/pipeline.ts';
import { asCallError, renderError } from './errors/render-error.ts';
import { echoedIds } from './requests/consumer-headers.ts';
import type { PublicInteraction } from './requests/get-structured-record.ts';
import { createCallRecorder, type CallRecorder } from './telemetry/call-recorder.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface CallHandling {
  readonly pipeline: ReturnType<typeof createPipeline>;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Adds the upstreams' names, statuses and timings to the diagnostics. */
  readonly debug: boolean;
}

/** Runs an interaction for a request and answers it, whatever happens. */
export function handleCall(rules: PublicInteraction, handling: CallHandling): RequestHandler {
  const { pipeline, logger, metrics } = handling;
  return async (req, res) => {
    const route = { method: req.method, route: rules.interaction.path, ids: echoedIds(req.headers) };
    const recorder = createCallRecorder(route, { logger, metrics });
    try {
      await pipeline(rules, { req, res }, recorder);
      recorder.end({ status: res.statusCode, outcome: 'ok' });
    } catch (error) {
      answerError(error, { req, res }, { ...handling, recorder });
    }
  };
}

function answerError(
  error: unknown,
  { req, res }: { req: Request; res: Response },
  { recorder, debug }: CallHandling & { recorder: CallRecorder },
): void {
  if (res.headersSent) {
    // The answer had begun, and its connection has been cut.
    recorder.recordCut();
    recorder.end({ status: res.statusCode, outcome: 'cut', error });
    return;
  }
  if (error instanceof CancelledError || req.socket.destroyed) {
    recorder.end({ status: 499, outcome: 'abandoned' });
    return;
  }
  const callError = asCallError(error);
  renderError(res, callError, debug ? recorder.summary() : undefined);
  recorder.end({
    status: callError.row.status,
    outcome: callError.kind,
    ...(callError.kind === 'internal' && { error: callError.cause }),
  });
}
