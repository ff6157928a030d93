interface TokenFaultRow {
  readonly status: number;
  readonly error: string;
  readonly description: string;
}

const inRequest = (description: string) => ({ status: 400, error: 'invalid_request', description });
const inAssertion = (claim: string, what: string) =>
  inRequest(`Invalid '${claim}' claim in client_assertion JWT - ${what}`);

/** The token endpoint's refusals, in the order in which it comes to them. Source: NHS identity service, OAuth proxy. */
const ROWS = {
  contentType: {
    status: 415,
    error: 'invalid_request',
    description: 'Content-Type header must be application/x-www-form-urlencoded',
  },
  grantTypeMissing: inRequest('grant_type is missing'),
  grantTypeInvalid: { status: 400, error: 'unsupported_grant_type', description: 'grant_type is invalid' },
  assertionType: inRequest(
    "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
  ),
  assertionMissing: inRequest('Missing client_assertion'),
  assertionMalformed: inRequest('Malformed JWT in client_assertion'),
  algorithm: inRequest("Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'RS512'"),
  expired: inAssertion('exp', 'JWT has expired'),
  kidMissing: inRequest("Missing 'kid' header in client_assertion JWT"),
  type: inRequest("Invalid 'typ' header in client_assertion JWT - must be 'JWT'"),
  expMissing: inRequest("Missing 'exp' claim in client_assertion JWT"),
  expNotInteger: inAssertion('exp', 'must be an integer'),
  issuer: inRequest("Missing or non-matching 'iss'/'sub' claims in client_assertion JWT"),
  jtiMissing: inRequest("Missing 'jti' claim in client_assertion JWT"),
  jtiInvalid: inAssertion('jti', 'must be a unique string value such as a GUID'),
  jtiUsed: inRequest("Non-unique 'jti' claim in client_assertion JWT"),
  expTooFar: inAssertion('exp', 'more than 5 minutes in future'),
  unknownApplication: {
    status: 401,
    error: 'invalid_request',
    description: "Invalid 'iss'/'sub' claims in client_assertion JWT",
  },
  noKeys: {
    status: 403,
    error: 'public_key error',
    description:
      'You need to register a public key to use this authentication method - please contact support to configure',
  },
  keysUnreachable: {
    status: 403,
    error: 'public_key error',
    description: "The JWKS endpoint, for your client_assertion can't be reached",
  },
  kidUnknown: {
    status: 401,
    error: 'invalid_request',
    description: "Invalid 'kid' header in client_assertion JWT - no matching public key",
  },
  audience: {
    status: 401,
    error: 'invalid_request',
    description: "Missing or invalid 'aud' claim in client_assertion JWT",
  },
  signature: { status: 401, error: 'public_key error', description: 'JWT signature verification failed' },
  unknown: {
    status: 500,
    error: 'unknown_error',
    description:
      'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: ' +
      'https://digital.nhs.uk/developer/help-and-support quoting Message ID',
  },
} as const satisfies Record<string, TokenFaultRow>;

export type TokenFaultKind = keyof typeof ROWS;

/** The token endpoint refuses a request. */
export class TokenFault extends Error {
  readonly kind: TokenFaultKind;

  constructor(kind: TokenFaultKind) {
    super(kind);
    this.name = 'TokenFault';
    this.kind = kind;
  }

  get row(): TokenFaultRow {
    return ROWS[this.kind];
  }
}
