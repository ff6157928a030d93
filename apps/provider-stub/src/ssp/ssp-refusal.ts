import { SSP_CODE_SYSTEM } from '@cdg/gp-connect';
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r3.js';

/** The FHIR issue type of every status with which the proxy itself answers. Source: Spine Core SSP guide; 503 and 504 are ours. */
const ISSUE_TYPES = {
  400: 'invalid',
  403: 'forbidden',
  405: 'forbidden',
  415: 'not-supported',
  502: 'transient',
  503: 'transient',
  504: 'timeout',
} as const satisfies Record<number, OperationOutcomeIssue['code']>;

/** The proxy refuses to pass a call on, or could not. The text is display and diagnostics at once. */
export class SspRefused extends Error {
  readonly status: keyof typeof ISSUE_TYPES;

  constructor(status: keyof typeof ISSUE_TYPES, text: string, cause?: unknown) {
    super(text, { cause });
    this.name = 'SspRefused';
    this.status = status;
  }
}

/**
 * The proxy's own dialect: a random id, no profile, its own coding system with the HTTP status as code. A refused verb is
 * worded differently again. Source: Spine Core SSP guide, error responses.
 */
export function sspOutcome({ status, message }: SspRefused, id: string): OperationOutcome {
  if (status === 405) return methodOutcome(id);
  const coding = [{ system: SSP_CODE_SYSTEM, code: String(status), display: message }];
  return {
    resourceType: 'OperationOutcome',
    id,
    issue: [{ severity: 'error', code: ISSUE_TYPES[status], details: { coding }, diagnostics: message }],
  };
}

function methodOutcome(id: string): OperationOutcome {
  const system = 'https://fhir.nhs.uk/StructureDefinition/spine-operationoutcome-1';
  const coding = [{ system, code: '405', display: '405: Method Not Allowed' }];
  return {
    resourceType: 'OperationOutcome',
    id,
    issue: [{ severity: 'fatal', code: ISSUE_TYPES[405], details: { coding } }],
  };
}
