import type { Logger } from '@cdg/http-server';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import { sendResource } from './fhir-answer.ts';
import { answerFormat } from './media-format.ts';
import { outcomeOf, RequestRefused } from './outcomes.ts';
import { queryOf } from './provider-routes.ts';

/** A path that belongs to no practice's system. */
export const refuseUnknownPath: RequestHandler = () => {
  throw new RequestRefused('BAD_REQUEST', 'This path is not a GP Connect service root followed by a FHIR request');
};

/** Writes every refusal, in the format the caller asked for; what nobody foresaw is a 500 that tells nothing more. */
export function writeRefusals(logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params, @typescript-eslint/no-unused-vars -- Express knows an error handler by its four parameters
  return async (error: unknown, req, res, _next) => {
    const refusal = error instanceof RequestRefused ? error : unexpected(error);
    if (refusal.status >= 500) logger.error({ err: refusal.cause ?? refusal }, 'request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const { accept, 'content-type': contentType } = req.headers;
    const format = answerFormat({ query: queryOf(req), accept, contentType });
    const resource = outcomeOf(refusal);
    await sendResource(res, { status: refusal.status, resource, format: format === 'xml' ? 'xml' : 'json' });
  };
}

function unexpected(cause: unknown): RequestRefused {
  return new RequestRefused('INTERNAL_SERVER_ERROR', 'The request could not be answered', { cause });
}
