import type { GpRecord } from '@cdg/test-data';
import { RequestRefused } from '../outcomes.ts';

/**
 * Answers the record if the practice may speak of the patient at all. Unknown here, left, deceased, registered elsewhere,
 * not verified with PDS, sensitive: one identical refusal, so that nobody learns which. Source: GP Connect 1.6.2, patient
 * states of the operation.
 */
export function checkPatientState(
  record: GpRecord | undefined,
  { odsCode, today }: { odsCode: string; today: string },
): GpRecord {
  if (record?.odsCode !== odsCode || !isVisible(record, today)) {
    throw new RequestRefused('PATIENT_NOT_FOUND', 'Patient not found');
  }
  return record;
}

function isVisible(record: GpRecord, today: string): boolean {
  const { registration, deceasedDate, nhsNumberVerified, sensitive, supersededBy } = record;
  const hasLeft = registration.end !== undefined && registration.end < today;
  const isCurrent = !hasLeft && registration.type === 'regular' && deceasedDate === undefined;
  return isCurrent && nhsNumberVerified && !sensitive && supersededBy === undefined;
}

/** Refuses when the patient has dissented from sharing; consent at the point of care does not override it. */
export function checkPatientConsent({ dissentsFromSharing }: GpRecord): void {
  if (dissentsFromSharing) throw new RequestRefused('NO_PATIENT_CONSENT', 'The patient has dissented from sharing');
}
