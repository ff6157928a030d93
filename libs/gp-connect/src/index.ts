export { INTERACTIONS, type Interaction } from './interactions.ts';
export {
  OPERATION_OUTCOME_PROFILE,
  SPINE_CODES,
  SPINE_CODE_SYSTEM,
  SSP_CODE_SYSTEM,
  type SpineCode,
} from './spine-codes.ts';
export { SSP_HEADERS } from './ssp-headers.ts';
export {
  auditClaimsSchema,
  type AuditClaims,
  type RequestingDevice,
  type RequestingOrganization,
  type RequestingPractitioner,
} from './audit-token.ts';
