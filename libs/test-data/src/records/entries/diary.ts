import type { ProcedureRequest } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { type Concept, snomed } from './concept.ts';
import { type Entry, fileAt } from './visit.ts';

interface Recall {
  readonly what: Concept;
  /** The day it is due, or the days between which; a recall without either is due whenever the patient is next seen. */
  readonly due?: string | readonly [from: string, to: string];
  readonly text?: string;
}

/** Enters a recall in the practice's diary. */
export const recall =
  ({ what, due, text }: Recall): Entry =>
  (visit) => {
    const { chart, date, time, clinician, encounter } = visit;
    const request: ProcedureRequest = {
      resourceType: 'ProcedureRequest',
      ...chart.header('diary', 'ProcedureRequest'),
      status: 'active',
      intent: 'plan',
      code: snomed(what),
      subject: chart.subject,
      ...(encounter !== undefined && { context: { reference: encounter } }),
      ...occurrence(due),
      authoredOn: clockTime(date, time),
      requester: { agent: chart.staff(clinician) },
      ...(text !== undefined && { note: [{ text }] }),
    };
    return fileAt(visit, request, { area: 'diaryEntries' });
  };

function occurrence(due: Recall['due']): Pick<ProcedureRequest, 'occurrenceDateTime' | 'occurrencePeriod'> {
  if (due === undefined) return {};
  return typeof due === 'string' ? { occurrenceDateTime: due } : { occurrencePeriod: { start: due[0], end: due[1] } };
}
