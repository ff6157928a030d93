interface FaultRow {
  readonly status: number;
  /** Spine answers in `application/fhir+json`, the API platform's proxy before it in `application/json`. */
  readonly madeBy: 'spine' | 'proxy';
  readonly severity?: 'information';
  readonly issue: string;
  readonly code: string;
  readonly display: string;
}

const VALUE_INVALID = { status: 400, issue: 'value', code: 'INVALID_VALUE', display: 'Provided value is invalid' };
const VALUE_MISSING = { status: 400, issue: 'required', code: 'MISSING_VALUE', display: 'Required value is missing' };
const METHOD_FORBIDDEN = { status: 403, madeBy: 'proxy', issue: 'forbidden', code: 'INVALID_METHOD' } as const;
const UNKNOWN_ERROR = { madeBy: 'proxy', issue: 'unknown', code: 'UNKNOWN_ERROR', display: 'Unknown Error' } as const;

/** Every answer of PDS but a record or a list of them. Source: PDS FHIR API, error codes and its proxy's policies. */
const ROWS = {
  invalidNhsNumber: {
    status: 400,
    madeBy: 'spine',
    issue: 'value',
    code: 'INVALID_RESOURCE_ID',
    display: 'Resource Id is invalid',
  },
  unsupportedService: {
    status: 400,
    madeBy: 'spine',
    issue: 'processing',
    code: 'UNSUPPORTED_SERVICE',
    display: 'Unsupported Service',
  },
  missingValue: { ...VALUE_MISSING, madeBy: 'spine' },
  invalidHeader: { ...VALUE_INVALID, madeBy: 'proxy' },
  invalidParameter: { ...VALUE_INVALID, madeBy: 'spine' },
  unsupportedPath: {
    status: 400,
    madeBy: 'proxy',
    issue: 'value',
    code: 'UNSUPPORTED_REQUEST',
    display: 'The request is not one that is supported.',
  },
  unknownParameters: {
    status: 400,
    madeBy: 'spine',
    issue: 'invariant',
    code: 'ADDITIONAL_PROPERTIES',
    display: 'Additional properties should not be included',
  },
  invalidSearch: {
    status: 400,
    madeBy: 'spine',
    issue: 'value',
    code: 'INVALID_SEARCH_DATA',
    display: 'Search data is invalid',
  },
  accessDenied: {
    status: 401,
    madeBy: 'proxy',
    issue: 'forbidden',
    code: 'ACCESS_DENIED',
    display: 'Access Denied - Unauthorised',
  },
  updateForbidden: {
    ...METHOD_FORBIDDEN,
    display: 'Cannot update resource with application-restricted access token',
  },
  createForbidden: {
    ...METHOD_FORBIDDEN,
    display: 'Cannot create resource with application-restricted access token',
  },
  coverageForbidden: {
    status: 403,
    madeBy: 'proxy',
    issue: 'forbidden',
    code: 'ACCESS_DENIED',
    display: 'Cannot {verb} resource with application-restricted access token',
  },
  severalResultsForbidden: {
    status: 403,
    madeBy: 'proxy',
    issue: 'token',
    code: 'INVALID_VALUE',
    display: 'Cannot retrieve more than one result with application-restricted access token',
  },
  notFound: {
    status: 404,
    madeBy: 'spine',
    severity: 'information',
    issue: 'not-found',
    code: 'RESOURCE_NOT_FOUND',
    display: 'Resource not found',
  },
  invalidated: {
    status: 404,
    madeBy: 'spine',
    issue: 'processing',
    code: 'INVALIDATED_RESOURCE',
    display: 'Resource that has been marked as invalid was requested - invalid resources cannot be retrieved',
  },
  unknownMessage: {
    status: 404,
    madeBy: 'spine',
    severity: 'information',
    issue: 'not-found',
    code: 'POLLING_ID_NOT_FOUND',
    display: 'The polling id was not found',
  },
  tooManyMatches: {
    status: 200,
    madeBy: 'spine',
    severity: 'information',
    issue: 'multiple-matches',
    code: 'TOO_MANY_MATCHES',
    display: 'Too Many Matches',
  },
  unknownError: { ...UNKNOWN_ERROR, status: 500 },
  badGateway: { ...UNKNOWN_ERROR, status: 502 },
} as const satisfies Record<string, FaultRow>;

export type PdsFaultKind = keyof typeof ROWS;

/** PDS answers with an OperationOutcome; the kind decides everything but the diagnostics. */
export class PdsFault extends Error {
  readonly kind: PdsFaultKind;
  readonly diagnostics: string | undefined;

  constructor(kind: PdsFaultKind, diagnostics?: string) {
    super(kind);
    this.name = 'PdsFault';
    this.kind = kind;
    this.diagnostics = diagnostics;
  }

  get row(): FaultRow {
    return ROWS[this.kind];
  }
}
