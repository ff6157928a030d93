import { OPERATION_OUTCOME_PROFILE, SPINE_CODES, SPINE_CODE_SYSTEM, type SpineCode } from '@cdg/gp-connect';
import type { OperationOutcome } from 'fhir/r3.js';

/** HTTP status and FHIR issue type of every Spine code this provider answers with. Source: GP Connect 1.6.2, error handling. */
const ROWS = {
  BAD_REQUEST: { status: 400, issue: 'invalid' },
  INVALID_IDENTIFIER_SYSTEM: { status: 400, issue: 'value' },
  INVALID_NHS_NUMBER: { status: 400, issue: 'value' },
  'ACCESS DENIED': { status: 403, issue: 'forbidden' },
  NO_ORGANISATION_CONSENT: { status: 403, issue: 'forbidden' },
  NO_PATIENT_CONSENT: { status: 403, issue: 'forbidden' },
  ORGANISATION_NOT_FOUND: { status: 404, issue: 'not-found' },
  PATIENT_NOT_FOUND: { status: 404, issue: 'not-found' },
  INVALID_PARAMETER: { status: 422, issue: 'invalid' },
  INVALID_RESOURCE: { status: 422, issue: 'invalid' },
  INTERNAL_SERVER_ERROR: { status: 500, issue: 'processing' },
  NOT_IMPLEMENTED: { status: 501, issue: 'not-supported' },
} as const satisfies Partial<Record<SpineCode, { status: number; issue: OperationOutcome['issue'][number]['code'] }>>;

export type RefusalCode = keyof typeof ROWS;

/** The provider refuses a request; thrown anywhere, written once, in `app.ts`. */
export class RequestRefused extends Error {
  readonly code: RefusalCode;
  readonly status: number;

  /** `diagnostics` reaches the caller: it names what is wrong and repeats no identifier, token or body. */
  constructor(code: RefusalCode, diagnostics: string, options: { status?: number; cause?: unknown } = {}) {
    super(diagnostics, { cause: options.cause });
    this.name = 'RequestRefused';
    this.code = code;
    this.status = options.status ?? ROWS[code].status;
  }
}

/** The answer to a refused request. One issue is enough: the first fault found is the one reported. */
export function outcomeOf({ code, message }: RequestRefused): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    meta: { profile: [OPERATION_OUTCOME_PROFILE] },
    issue: [
      {
        severity: 'error',
        code: ROWS[code].issue,
        details: { coding: [{ system: SPINE_CODE_SYSTEM, code, display: SPINE_CODES[code] }] },
        diagnostics: message,
      },
    ],
  };
}
