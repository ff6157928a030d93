import type { RequestHandler } from 'express';
import { PdsFault } from '../pds-fault.ts';
import { alphabetical } from './alphabetical.ts';
import { currentRecordOf, findPerson } from './find-person.ts';
import type { PatientRoutesParts } from './patient-routes.ts';
import { redactPatient } from './redact-patient.ts';
import { sendRecord } from './send-record.ts';

/** `GET /Patient/{id}`: a bare Patient, the survivor's when the number was merged. */
export function readPatient({ store, misbehave }: PatientRoutesParts): RequestHandler<{ id: string }> {
  return (req, res) => {
    if (req.method !== 'GET') throw new PdsFault('unsupportedService');
    const asked = findPerson(store, req.params.id);
    if (asked.fault !== undefined && misbehave(asked.fault, req, res)) return;
    const { resource } = currentRecordOf(store, asked);
    sendRecord(res, resource, alphabetical(redactPatient(resource)));
  };
}
