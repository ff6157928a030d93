import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson, type Logger } from '@cdg/http-server';
import type { ErrorRequestHandler } from 'express';
import type { SdsStubSettings } from './config.ts';
import { correlationIdOf, dropCorrelationId } from './correlation-id.ts';
import { sendCatchAll } from './gateway-front.ts';
import { outcomeOf, ServiceFault } from './service-fault.ts';

/** Writes every failure. Live, the API gateway keeps the status of a 5xx and hides all the rest of it. */
export function createRenderFault(mode: SdsStubSettings['mode'], logger: Logger): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, _req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const fault = error instanceof ServiceFault ? error : new ServiceFault('internal', String(error));
    if (fault.status >= 500) logger.error({ reason: fault.message }, 'look-up failed');
    if (fault.status >= 500 && mode === 'live') {
      dropCorrelationId(res);
      sendCatchAll(res, fault.status);
      return;
    }
    sendJson(res, {
      status: fault.status,
      contentType: MEDIA_TYPES.fhirJson,
      ...(fault.kind === 'wrongMethod' ? { headers: { Allow: 'GET' } } : {}),
      body: outcomeOf(fault, correlationIdOf(res)),
      indent: 4,
    });
  };
}
