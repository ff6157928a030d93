import { isOdsCode, isUuid } from '@cdg/fhir';
import type { Logger } from '@cdg/http-server';
import { SSP_HEADERS } from '@cdg/gp-connect';
import type { RequestHandler } from 'express';
import { readRoute } from './route.ts';

/** Writes one line for each request once it is over; never a path, query, header or body that could hold an identifier. */
export function requestLog(logger: Logger, now: () => Date): RequestHandler {
  return (req, res, next) => {
    const started = now().getTime();
    const route = readRoute(req.path);
    const traceId = req.get(SSP_HEADERS.traceId) ?? '';
    const known = {
      method: req.method,
      route: route === undefined ? otherRoute(req.path) : `${route.capability}/${operationOf(route.fhirPath)}`,
      ...(route !== undefined && isOdsCode(route.odsCode) && { odsCode: route.odsCode }),
      ...(isUuid(traceId) && { traceId }),
    };
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : 'cut';
      logger.info({ ...known, status, ms: now().getTime() - started }, 'request');
    });
    next();
  };
}

function otherRoute(path: string): string {
  if (path.startsWith('/ssp/')) return 'ssp';
  return path.startsWith('/_stub') ? '_stub' : 'other';
}

function operationOf(fhirPath: string): string {
  return /^(metadata|Patient\/\$gpc\.[a-z]+)$/.test(fhirPath) ? fhirPath : 'other';
}
