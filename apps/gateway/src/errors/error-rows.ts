import type { SpineCode } from '@cdg/gp-connect';

/** What the caller sees of a kind of error: one row of the gateway contract's error table. */
export interface ErrorRow {
  readonly status: number;
  /** FHIR issue type. */
  readonly issue: string;
  readonly spineCode: SpineCode;
}

export const ERROR_ROWS = {
  invalidBody: { status: 400, issue: 'invalid', spineCode: 'BAD_REQUEST' },
  invalidHeader: { status: 400, issue: 'invalid', spineCode: 'BAD_REQUEST' },
  invalidParameter: { status: 400, issue: 'invalid', spineCode: 'INVALID_PARAMETER' },
  wrongIdentifierSystem: { status: 400, issue: 'value', spineCode: 'INVALID_IDENTIFIER_SYSTEM' },
  invalidNhsNumber: { status: 400, issue: 'value', spineCode: 'INVALID_NHS_NUMBER' },
  noAuthenticatedUser: { status: 401, issue: 'login', spineCode: 'ACCESS_DENIED' },
  invalidToken: { status: 401, issue: 'login', spineCode: 'ACCESS_DENIED' },
  userForbidden: { status: 403, issue: 'forbidden', spineCode: 'ACCESS_DENIED' },
  unknownPath: { status: 404, issue: 'not-found', spineCode: 'NO_RECORD_FOUND' },
  wrongMethod: { status: 405, issue: 'not-supported', spineCode: 'NOT_IMPLEMENTED' },
  notAcceptable: { status: 406, issue: 'not-supported', spineCode: 'BAD_REQUEST' },
  requestTimeout: { status: 408, issue: 'timeout', spineCode: 'BAD_REQUEST' },
  bodyTooLarge: { status: 413, issue: 'too-long', spineCode: 'BAD_REQUEST' },
  unsupportedMediaType: { status: 415, issue: 'not-supported', spineCode: 'BAD_REQUEST' },
  overRateLimit: { status: 429, issue: 'throttled', spineCode: 'BAD_REQUEST' },
  headersTooLarge: { status: 431, issue: 'too-long', spineCode: 'BAD_REQUEST' },
  patientNotFound: { status: 404, issue: 'not-found', spineCode: 'PATIENT_NOT_FOUND' },
  organisationNotFound: { status: 404, issue: 'not-found', spineCode: 'ORGANISATION_NOT_FOUND' },
  accessDenied: { status: 403, issue: 'forbidden', spineCode: 'ACCESS DENIED' },
  noSharingAgreement: { status: 403, issue: 'forbidden', spineCode: 'NO_ORGANISATION_CONSENT' },
  upstreamFailed: { status: 502, issue: 'exception', spineCode: 'INTERNAL_SERVER_ERROR' },
  upstreamUnavailable: { status: 502, issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
  notTrusted: { status: 502, issue: 'security', spineCode: 'INTERNAL_SERVER_ERROR' },
  throttled: { status: 503, issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
  auditUnavailable: { status: 503, issue: 'transient', spineCode: 'INTERNAL_SERVER_ERROR' },
  timeout: { status: 504, issue: 'timeout', spineCode: 'INTERNAL_SERVER_ERROR' },
  internal: { status: 500, issue: 'exception', spineCode: 'INTERNAL_SERVER_ERROR' },
} as const satisfies Record<string, ErrorRow>;

export type ErrorKind = keyof typeof ERROR_ROWS;
