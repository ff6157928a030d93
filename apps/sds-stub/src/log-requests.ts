import { isUuid } from '@cdg/fhir';
import type { Logger } from '@cdg/http-server';
import type { RequestHandler } from 'express';
import { correlationIdOf } from './correlation-id.ts';

/** One line for each request. A path stands in it only when it is one of `routes`, the query never. */
export function logRequests(logger: Logger, routes: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    const route = routes.find((each) => req.path === each) ?? (req.path.startsWith('/_stub/') ? '/_stub' : 'unknown');
    res.once('close', () => {
      const correlationId = correlationIdOf(res) || (req.get('x-correlation-id') ?? '');
      logger.info(
        {
          method: req.method,
          route,
          ...(res.headersSent ? { status: res.statusCode } : {}),
          ms: Math.round(performance.now() - started),
          ...(isUuid(correlationId) ? { correlationId } : {}),
        },
        res.writableFinished ? 'answered' : 'not answered in full',
      );
    });
    next();
  };
}
