import type { FhirResource } from 'fhir/r3.js';
import type { StubFault } from '../stub-fault.ts';

/** The nine clinical areas of GP Connect Access Record Structured 1.6.2. */
export type ClinicalArea =
  | 'allergies'
  | 'medication'
  | 'consultations'
  | 'problems'
  | 'immunisations'
  | 'uncategorisedData'
  | 'investigations'
  | 'referrals'
  | 'diaryEntries';

/** One resource of a record. */
export interface RecordItem {
  /** The area whose primary list names it; absent for supporting resources (Patient, Practitioner, Medication, plans, ...). */
  readonly area?: ClinicalArea;
  /** Left out of every answer, and the lists it would stand in say so. */
  readonly confidential?: true;
  readonly resource: FhirResource;
}

/** What a practice's system holds on one patient: facts the provider stub's rules act on, never a status to answer. */
export interface GpRecord {
  /** The NHS number. */
  readonly id: string;
  /** The practice that holds the record. */
  readonly odsCode: string;
  readonly registration: {
    readonly type: 'regular' | 'temporary';
    /** Dates are `YYYY-MM-DD`. */
    readonly start: string;
    /** The patient has left, when it lies in the past. */
    readonly end?: string;
  };
  readonly deceasedDate?: string;
  /** The NHS number is present and verified with PDS. */
  readonly nhsNumberVerified: boolean;
  readonly sensitive: boolean;
  readonly supersededBy?: string;
  readonly dissentsFromSharing: boolean;
  /** The record's transfer from the previous practice is not complete. */
  readonly transferPending: boolean;
  /** Electronic data of these areas has come in since that day (`YYYY-MM-DD`) and is not reviewed yet. */
  readonly awaitingFiling?: { readonly areas: readonly ClinicalArea[]; readonly since: string };
  readonly items: readonly RecordItem[];
  /** The record is filled up with uncategorised observations to about this many bytes of JSON, made on demand. */
  readonly bulkBytes?: number;
  /** This practice's system misbehaves for this patient. */
  readonly fault?: StubFault;
}
