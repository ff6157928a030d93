import type { Observation } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { BLOOD_PRESSURE, COMMENT_NOTE, DIASTOLIC, type Measure, SYSTOLIC } from '../codes/measures.ts';
import { type Concept, quantity, snomed } from './concept.ts';
import { type Entry, fileAt, type Visit } from './visit.ts';

function observation(visit: Visit, kind: string, code: Concept): Observation {
  const { chart, date, time, clinician, encounter } = visit;
  return {
    resourceType: 'Observation',
    ...chart.header(kind, 'Observation'),
    status: 'final',
    code: snomed(code),
    subject: chart.subject,
    ...(encounter !== undefined && { context: { reference: encounter } }),
    effectiveDateTime: date,
    issued: clockTime(date, time),
    performer: [chart.staff(clinician)],
  };
}

const commented = (comment?: string) => (comment === undefined ? {} : { comment });

/** A coded entry without a value: a symptom, a finding, something done or said. */
export const codedEntry =
  (code: Concept, comment?: string): Entry =>
  (visit) =>
    fileAt(visit, { ...observation(visit, 'entry', code), ...commented(comment) }, { area: 'uncategorisedData' });

/** A measured value: weight, peak flow, cigarettes a day. */
export const measured =
  ({ code, unit }: Measure, value: number, comment?: string): Entry =>
  (visit) =>
    fileAt(
      visit,
      { ...observation(visit, 'value', code), valueQuantity: quantity(value, unit), ...commented(comment) },
      { area: 'uncategorisedData' },
    );

/** A blood pressure: one Observation, its two readings as components. */
export const bloodPressure =
  (systolic: number, diastolic: number, comment?: string): Entry =>
  (visit) =>
    fileAt(
      visit,
      {
        ...observation(visit, 'bp', BLOOD_PRESSURE),
        ...commented(comment),
        component: [
          { code: snomed(SYSTOLIC.code), valueQuantity: quantity(systolic, SYSTOLIC.unit) },
          { code: snomed(DIASTOLIC.code), valueQuantity: quantity(diastolic, DIASTOLIC.unit) },
        ],
      },
      { area: 'uncategorisedData' },
    );

/** Free text of a consultation; it stands in no list of its own. */
export const note =
  (text: string): Entry =>
  (visit) =>
    fileAt(visit, { ...observation(visit, 'note', COMMENT_NOTE), comment: text }, { supports: true });

/** The patient's consent to, or dissent from, a vaccination. */
export const vaccinationDecision =
  (code: Concept, comment?: string): Entry =>
  (visit) =>
    fileAt(visit, { ...observation(visit, 'decision', code), ...commented(comment) }, { area: 'immunisations' });
