/**
 * The service's own failures, a row each. Every 400 has the issue code `required`, whatever was wrong.
 * Source: SDS FHIR R4 API as published, error handler of the service.
 */
const FAULTS = {
  badRequest: { status: 400, issue: 'required', code: 'BAD_REQUEST', display: 'Bad request' },
  unknownPath: { status: 404, issue: 'not-found', code: 'NO_RECORD_FOUND', display: 'No record found' },
  wrongMethod: { status: 405, issue: 'not-supported', code: 'NOT_IMPLEMENTED', display: 'Not implemented' },
  notAcceptable: {
    status: 406,
    issue: 'not-supported',
    code: 'MISSING_OR_INVALID_HEADER',
    display: 'There is a required header missing or invalid',
  },
  internal: {
    status: 500,
    issue: 'exception',
    code: 'INTERNAL_SERVER_ERROR',
    display: 'Unexpected internal server error',
  },
} as const;

/** Still the STU3 code system, though the API is R4. */
const CODE_SYSTEM = 'https://fhir.nhs.uk/STU3/ValueSet/Spine-ErrorOrWarningCode-1';

/** The request cannot be served; its message is the answer's `diagnostics`. */
export class ServiceFault extends Error {
  readonly kind: keyof typeof FAULTS;

  constructor(kind: keyof typeof FAULTS, diagnostics: string) {
    super(diagnostics);
    this.name = 'ServiceFault';
    this.kind = kind;
  }

  get status(): number {
    return FAULTS[this.kind].status;
  }
}

export function badRequest(reason: string): ServiceFault {
  return new ServiceFault('badRequest', `HTTP 400: Bad Request (${reason})`);
}

/** The OperationOutcome of a failure; its id is the request's correlation id. */
export function outcomeOf(fault: ServiceFault, correlationId: string) {
  const { issue, code, display } = FAULTS[fault.kind];
  return {
    resourceType: 'OperationOutcome',
    id: correlationId,
    issue: [
      {
        severity: 'error',
        code: issue,
        details: { coding: [{ system: CODE_SYSTEM, code, display }] },
        diagnostics: fault.message,
      },
    ],
  };
}
