/** What tells one error from another: HTTP status, Spine code, and how the explanation begins. */
export interface Verdict {
  readonly status: number;
  readonly code: string;
  readonly says: string;
}

/** What a clinician is told, in the words of the features. The practice's own explanations are left to the practice. */
export const VERDICTS: Readonly<Record<string, Verdict>> = {
  'the patient was not found': { status: 404, code: 'PATIENT_NOT_FOUND', says: 'Patient not found' },
  'the patient has no GP practice at present': {
    status: 404,
    code: 'PATIENT_NOT_FOUND',
    says: 'PDS patient did not contain a current provider ODS code',
  },
  'the practice has no such patient': { status: 404, code: 'PATIENT_NOT_FOUND', says: '' },
  'the patient has not agreed to sharing': { status: 403, code: 'NO_PATIENT_CONSENT', says: '' },
  'the two organisations have no agreement': { status: 403, code: 'NO_ORGANISATION_CONSENT', says: '' },
  'the practice does not offer this': { status: 403, code: 'ACCESS DENIED', says: '' },
  'the organisation is not theirs': {
    status: 403,
    code: 'ACCESS_DENIED',
    says: 'NHSD-End-User-Organisation is not the organisation of ODS-from',
  },
  'their name is missing': {
    status: 400,
    code: 'BAD_REQUEST',
    says: 'Invalid header "NHSD-Requesting-Practitioner": name is missing',
  },
  'the record could not be trusted': failure(502, 'Provider response did not match the request'),
  "the practice's system did not answer in time": failure(504, 'Provider request timed out'),
  "the practice's system failed": failure(502, 'Provider request failed: '),
};

function failure(status: number, says: string): Verdict {
  return { status, code: 'INTERNAL_SERVER_ERROR', says };
}
