import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson, type Logger } from '@cdg/http-server';
import type { ErrorRequestHandler } from 'express';
import { PdsFault } from './pds-fault.ts';

const CODE_SYSTEM = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';

export interface RenderParts {
  readonly logger: Logger;
  readonly newId: () => string;
}

/** Writes every OperationOutcome. What the stub itself did not foresee becomes a 500, as the proxy masks Spine's own. */
export function createRenderFault({ logger, newId }: RenderParts): ErrorRequestHandler {
  // eslint-disable-next-line max-params -- Express knows an error handler by its four parameters
  return (error: unknown, req, res, next) => {
    const fault = toPdsFault(error);
    if (fault === undefined) logger.error({ error: nameOf(error) }, 'the stub failed');
    if (res.headersSent) {
      next(error);
      return;
    }
    const { row, diagnostics } = fault ?? new PdsFault('unknownError');
    const { status, madeBy, severity = 'error', issue, code, display } = row;
    const coding = { system: CODE_SYSTEM, version: '1', code, display: display.replace('{verb}', req.method) };
    const text = code === 'UNKNOWN_ERROR' ? unknownError(newId()) : diagnostics;
    sendJson(res, {
      status,
      contentType: madeBy === 'spine' ? MEDIA_TYPES.fhirJson : MEDIA_TYPES.json,
      body: {
        resourceType: 'OperationOutcome',
        issue: [
          { severity, code: issue, details: { coding: [coding] }, ...(text !== undefined && { diagnostics: text }) },
        ],
      },
    });
  };
}

/** Express cannot decode an NHS number such as `%E0`: no ten digits either. */
function toPdsFault(error: unknown): PdsFault | undefined {
  if (error instanceof PdsFault) return error;
  return error instanceof URIError ? new PdsFault('invalidNhsNumber') : undefined;
}

function unknownError(messageId: string): string {
  return (
    'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: ' +
    `https://digital.nhs.uk/developer/help-and-support. (Message ID: ${messageId})`
  );
}

/** Never the message, which may quote what was asked. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
