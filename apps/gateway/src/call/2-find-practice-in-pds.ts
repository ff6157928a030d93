import { CONFIDENTIALITY_SYSTEM, isOdsCode, SYSTEMS, type PdsPatient } from '@cdg/fhir';
import type { CallContext } from '@cdg/http-client';
import type { PdsClient } from '@cdg/pds-client';
import { CallError } from '../errors/call-error.ts';
import type { ConsumerRequest } from './1-validate-request.ts';

/**
 * Step 2: finds the practice the patient is registered with today.
 *
 * @returns the practice's ODS code, in upper case
 * @throws CallError 404: one identical answer for a patient who is unknown, invalidated, superseded or restricted, so
 *   that nobody learns which; another where the patient has no current practice
 * @throws UpstreamError when PDS cannot be asked
 */
export async function findPracticeInPds(
  { pds, today }: { pds: PdsClient; today: () => string },
  request: ConsumerRequest,
  context: CallContext,
): Promise<string> {
  const patient = await pds.getPatient(request, context);
  if (patient === undefined || isSuperseded(patient, request.nhsNumber) || isRestricted(patient)) {
    throw new CallError('patientNotFound', 'Patient not found');
  }
  const practice = currentPractice(patient, today());
  if (practice === undefined) {
    throw new CallError('patientNotFound', 'PDS patient did not contain a current provider ODS code');
  }
  return practice;
}

/** PDS answers a superseded number with the surviving record: its id differs. */
function isSuperseded(patient: PdsPatient, nhsNumber: string): boolean {
  return patient.id !== nhsNumber;
}

/** Anything but `U` is sensitive; so is a patient without the label. */
function isRestricted({ meta }: PdsPatient): boolean {
  const labels = meta?.security ?? [];
  return labels.length === 0 || labels.some(({ system, code }) => code !== 'U' || system !== CONFIDENTIALITY_SYSTEM);
}

/** The registration counts from its first day to its last, both included, and while it has no end. */
function currentPractice({ generalPractitioner }: PdsPatient, today: string): string | undefined {
  const current = (generalPractitioner ?? [])
    .map(({ identifier }) => identifier)
    .filter(({ system }) => system === SYSTEMS.odsCode)
    .find(({ period }) => isWithin(period, today));
  const code = current?.value.trim().toUpperCase() ?? '';
  return isOdsCode(code) ? code : undefined;
}

function isWithin(
  period: { start?: string | undefined; end?: string | undefined } | undefined,
  today: string,
): boolean {
  // Dates may be partial (a year, a month): compared as far as both are known.
  const starts = period?.start?.slice(0, 10) ?? '';
  const ends = period?.end?.slice(0, 10);
  return starts <= today.slice(0, starts.length) && (ends === undefined || ends >= today.slice(0, ends.length));
}
