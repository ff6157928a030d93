import type { CodeableConcept, Quantity } from 'fhir/r3.js';
import { RECORD_SYSTEMS } from './structured-record-names.ts';

/** A SNOMED CT concept with the term that a GP system shows. */
export type Concept = readonly [code: string, display: string];

/** A coded entry; `text` is what the clinician typed where it differs from the term. */
export const snomed = ([code, display]: Concept, text?: string): CodeableConcept => ({
  coding: [{ system: RECORD_SYSTEMS.snomed, code, display }],
  ...(text !== undefined && { text }),
});

export const coded = (system: string, [code, display]: Concept): CodeableConcept => ({
  coding: [{ system, code, display }],
});

/** A unit: what the screen shows, and its UCUM code where there is one. */
export type Unit = readonly [shown: string, ucum?: string];

export const quantity = (value: number, [unit, code]: Unit): Quantity => ({
  value,
  unit,
  ...(code !== undefined && { system: RECORD_SYSTEMS.ucum, code }),
});
