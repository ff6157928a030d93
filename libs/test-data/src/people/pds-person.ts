import type { Patient, RelatedPerson } from 'fhir/r4.js';
import type { StubFault } from '../stub-fault.ts';

/** What PDS holds on one person, as the PDS stub stores it. Restricted people are stored complete. */
export interface PdsPerson {
  /** The NHS number. */
  readonly id: string;
  readonly resource: Patient;
  readonly relatedPeople?: readonly RelatedPerson[];
  /** The NHS number of the record that took this one's place. */
  readonly supersededBy?: string;
  /** The record was withdrawn and nothing took its place. */
  readonly invalidated?: true;
  /** PDS misbehaves for this person. */
  readonly fault?: StubFault;
}
