import { isUuid } from '@cdg/fhir';
import type { Request, RequestHandler, Response } from 'express';
import { badRequest } from './service-fault.ts';

const HEADER = 'X-Correlation-Id';
const REGEX = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

/** Gives every answer a correlation id: the caller's own when it is a UUID, in the caller's case, else a new one. */
export function assignCorrelationId(newId: () => string): RequestHandler {
  return (req, res, next) => {
    const given = req.get(HEADER) ?? '';
    res.setHeader(HEADER, isUuid(given) ? given : newId());
    next();
  };
}

/** The correlation id of this answer; empty before one is assigned. */
export function correlationIdOf(res: Response): string {
  const assigned = res.getHeader(HEADER);
  return typeof assigned === 'string' ? assigned : '';
}

/** Leaves the answer without a correlation id: the gateway before the service adds none. */
export function dropCorrelationId(res: Response): void {
  res.removeHeader(HEADER);
}

/** @throws ServiceFault of kind `badRequest` when the caller sent a correlation id that is not a UUID */
export function checkCorrelationId(req: Request): void {
  const given = req.get(HEADER) ?? '';
  if (given === '' || isUuid(given)) return;
  throw badRequest(`Invalid X-Correlation-ID header. Should be an UUIDv4 matching regex '${REGEX}'`);
}
