import type { StubFault } from '../stub-fault.ts';

const RATE_LIMIT_GUIDE = 'https://digital.nhs.uk/developer/guides-and-documentation/reference-guide#rate-limits';
const SUPPORT = 'https://digital.nhs.uk/developer/help-and-support';

/** The application's quota is used up, every time. Source: PDS FHIR API proxy, rate limiting. */
export const QUOTA_EXCEEDED: StubFault = proxyFault(429, {
  code: 'value',
  coding: { code: 'TOO_MANY_REQUESTS', display: 'Too many requests' },
  diagnostics:
    'Your application, clinical-data-gateway, has exceeded its quota of 300 requests every 1 minute(s) and is being ' +
    `rate limited. Please see: ${RATE_LIMIT_GUIDE} for more details.`,
});

/** Spine fails twice for each X-Request-ID, then answers: what a retry with the same id gets over. */
export const FAILS_TWICE: StubFault = {
  ...proxyFault(503, {
    code: 'unknown',
    coding: { code: 'UNKNOWN_ERROR', display: 'Unknown Error' },
    diagnostics:
      'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: ' +
      `${SUPPORT}. (Message ID: rrt-stub)`,
  }),
  timesPerRequestId: 2,
};

interface Issue {
  readonly code: string;
  readonly coding: { readonly code: string; readonly display: string };
  readonly diagnostics: string;
}

/** An answer that the API platform's proxy makes by itself: an OperationOutcome sent as plain JSON. */
function proxyFault(status: number, { code, coding, diagnostics }: Issue) {
  const system = 'https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode';
  const issue = { severity: 'error', code, details: { coding: [{ system, version: '1', ...coding }] }, diagnostics };
  const body = { resourceType: 'OperationOutcome', issue: [issue] };
  return { kind: 'status' as const, status, headers: { 'Content-Type': 'application/json' }, body };
}
