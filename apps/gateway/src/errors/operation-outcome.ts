import { OPERATION_OUTCOME_PROFILE, SPINE_CODES, SPINE_CODE_SYSTEM } from '@cdg/gp-connect';
import type { OperationOutcome } from 'fhir/r3.js';
import type { ErrorRow } from './error-rows.ts';

/** The one shape of the gateway's own errors: a GP Connect OperationOutcome (STU3) with a single issue. */
export function operationOutcome({ issue, spineCode }: ErrorRow, diagnostics: string): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    meta: { profile: [OPERATION_OUTCOME_PROFILE] },
    issue: [
      {
        severity: 'error',
        code: issue,
        details: { coding: [{ system: SPINE_CODE_SYSTEM, code: spineCode, display: SPINE_CODES[spineCode] }] },
        diagnostics,
      },
    ],
  };
}
