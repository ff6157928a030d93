/** Canonical names of the GP Connect error resource. Source: GP Connect 1.6.2, error handling. */
export const OPERATION_OUTCOME_PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1';
export const SPINE_CODE_SYSTEM = 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1';

/** The coding system in the Spine Secure Proxy's own refusals: how they are told from a provider's. */
export const SSP_CODE_SYSTEM = 'http://fhir.nhs.net/ValueSet/gpconnect-schedule-response-code-1-0';

/** Spine error codes with the displays of GP Connect 1.6.2. Match on the code, never on the display. */
export const SPINE_CODES = {
  ACCESS_DENIED: 'Access denied',
  'ACCESS DENIED': 'Access denied',
  BAD_REQUEST: 'Submitted request is malformed/invalid',
  INTERNAL_SERVER_ERROR: 'Unexpected internal server error',
  INVALID_IDENTIFIER_SYSTEM: 'Invalid identifier system',
  INVALID_NHS_NUMBER: 'Invalid NHS number',
  INVALID_PARAMETER: 'Invalid parameter',
  INVALID_RESOURCE: 'Invalid validation of resource',
  NO_ORGANISATION_CONSENT: 'Organisation has not provided consent to share data',
  NO_PATIENT_CONSENT: 'Patient has not provided consent to share data',
  NO_RECORD_FOUND: 'No record found',
  NOT_IMPLEMENTED: 'Not implemented',
  ORGANISATION_NOT_FOUND: 'Organisation not found',
  PATIENT_NOT_FOUND: 'Patient not found',
} as const;

export type SpineCode = keyof typeof SPINE_CODES;
