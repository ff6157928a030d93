import type { ReferralRequest } from 'fhir/r3.js';
import { clockTime } from '../dates.ts';
import { type Concept, snomed } from './concept.ts';
import { type OrganisationKey, STAFF } from './practice-staff.ts';
import { type Entry, fileAt } from './visit.ts';

interface Referral {
  readonly to: OrganisationKey;
  readonly service: Concept;
  readonly specialty?: Concept;
  readonly priority?: 'routine' | 'urgent' | 'asap';
  readonly reason?: Concept;
  readonly text: string;
  /** The letter that went with it. */
  readonly letter?: Entry;
}

/** Refers the patient; GP Connect sends outbound referrals with status `unknown`, as a practice does not learn what became of them. */
export const refer =
  (referral: Referral): Entry =>
  (visit) => {
    const { chart, date, time, clinician, encounter } = visit;
    const letter = referral.letter?.(visit);
    const request: ReferralRequest = {
      resourceType: 'ReferralRequest',
      ...chart.header('referral', 'ReferralRequest'),
      status: 'unknown',
      intent: 'order',
      priority: referral.priority ?? 'routine',
      serviceRequested: [snomed(referral.service)],
      subject: chart.subject,
      ...(encounter !== undefined && { context: { reference: encounter } }),
      authoredOn: clockTime(date, time),
      requester: { agent: chart.staff(clinician), onBehalfOf: chart.organisation(STAFF[clinician].at) },
      ...(referral.specialty !== undefined && { specialty: snomed(referral.specialty) }),
      recipient: [chart.organisation(referral.to)],
      ...(referral.reason !== undefined && { reasonCode: [snomed(referral.reason)] }),
      description: referral.text,
      ...(letter !== undefined && { supportingInfo: [{ reference: letter }] }),
    };
    return fileAt(visit, request, { area: 'referrals' });
  };
