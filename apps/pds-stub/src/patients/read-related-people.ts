import type { RequestHandler } from 'express';
import { PdsFault } from '../pds-fault.ts';
import { alphabetical } from './alphabetical.ts';
import { currentRecordOf, findPerson } from './find-person.ts';
import type { PatientRoutesParts } from './patient-routes.ts';
import { isRestricted } from './redact-patient.ts';
import { sendRecord } from './send-record.ts';
import { patientUrl, searchset } from './searchset.ts';

/** `GET /Patient/{id}/RelatedPerson`: nobody for a restricted patient. */
export function readRelatedPeople(parts: PatientRoutesParts): RequestHandler<{ id: string }> {
  const { store, misbehave, now } = parts;
  return (req, res) => {
    if (req.method !== 'GET') throw new PdsFault('unsupportedService');
    const asked = findPerson(store, req.params.id);
    if (asked.fault !== undefined && misbehave(asked.fault, req, res)) return;
    const { id, resource, relatedPeople = [] } = currentRecordOf(store, asked);
    const told = isRestricted(resource) ? [] : relatedPeople;
    const entries = told.map((relatedPerson) => ({
      fullUrl: `${patientUrl(req, id)}/RelatedPerson/${relatedPerson.id ?? ''}`,
      resource: alphabetical(relatedPerson),
    }));
    sendRecord(res, resource, searchset(entries, now()));
  };
}
