import { isUuid } from '@cdg/fhir';
import type { Logger } from '@cdg/http-server';
import type { Request, RequestHandler } from 'express';
import { BASE_PATH } from './base-path.ts';

const ROUTES = [
  [/^\/_stub(\/|$)/, '/_stub'],
  [/^\/oauth2\/token$/, '/oauth2/token'],
  [new RegExp(`^${BASE_PATH}/Patient$`), `${BASE_PATH}/Patient`],
  [new RegExp(`^${BASE_PATH}/Patient/[^/]+$`), `${BASE_PATH}/Patient/:id`],
  [new RegExp(`^${BASE_PATH}/Patient/[^/]+/RelatedPerson$`), `${BASE_PATH}/Patient/:id/RelatedPerson`],
  [new RegExp(`^${BASE_PATH}/_(ping|status)$`), `${BASE_PATH}/_health`],
] as const;

/** One line for each request, with the route's pattern: a path or a query may hold an NHS number. */
export function logRequests(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = performance.now();
    res.once('close', () => {
      const requestId = req.get('X-Request-ID') ?? '';
      logger.info(
        {
          method: req.method,
          route: routeOf(req),
          ...(res.headersSent && { status: res.statusCode }),
          ms: Math.round(performance.now() - started),
          ...(isUuid(requestId) && { requestId }),
        },
        res.writableFinished ? 'answered' : 'not answered in full',
      );
    });
    next();
  };
}

function routeOf(req: Request): string {
  const path = req.originalUrl.split('?', 1)[0] ?? '';
  return ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? 'none';
}
