import type { GpPractice } from '@cdg/test-data';
import { RequestRefused } from '../outcomes.ts';

/** Refuses when the practice has GP Connect or this capability switched off, or does not share its records. */
export function checkEnablement({ gpConnectEnabled, structuredEnabled }: GpPractice): void {
  if (!gpConnectEnabled) throw new RequestRefused('ACCESS DENIED', 'GP Connect is disabled at this practice');
  if (!structuredEnabled) {
    throw new RequestRefused('ACCESS DENIED', 'Access Record Structured is disabled at this practice');
  }
}

/** Refuses when the practice has not agreed to share its patients' records. */
export function checkPracticeConsent({ sharingAgreed }: GpPractice): void {
  if (!sharingAgreed)
    throw new RequestRefused('NO_ORGANISATION_CONSENT', 'The practice has not agreed to share records');
}
