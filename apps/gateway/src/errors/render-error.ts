import type { Response } from 'express';
import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson } from '@cdg/http-server';
import { CallError } from './call-error.ts';
import { operationOutcome } from './operation-outcome.ts';

/** Any thrown value as the error the caller sees: what is not a CallError is our own fault, a 500 that says nothing more. */
export function asCallError(thrown: unknown): CallError {
  return thrown instanceof CallError ? thrown : new CallError('internal', 'Internal Server Error', { cause: thrown });
}

/** Writes an error: the only place that does. `debug` is added to the diagnostics unless it is empty. */
export function renderError(res: Response, { row, diagnostics, headers }: CallError, debug: string): void {
  sendJson(res, {
    status: row.status,
    contentType: MEDIA_TYPES.fhirJson,
    headers,
    body: operationOutcome(row, debug === '' ? diagnostics : `${diagnostics} [${debug}]`),
  });
}
