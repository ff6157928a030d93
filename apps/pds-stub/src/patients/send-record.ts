import { MEDIA_TYPES } from '@cdg/fhir';
import { sendJson } from '@cdg/http-server';
import type { Response } from 'express';
import type { Patient } from 'fhir/r4.js';

/** Sends what was read of a patient, with the record's version as a weak ETag. */
export function sendRecord(res: Response, { meta }: Patient, body: unknown): void {
  const headers = meta?.versionId === undefined ? {} : { ETag: `W/"${meta.versionId}"` };
  sendJson(res, { status: 200, contentType: MEDIA_TYPES.fhirJson, headers, body });
}
