export { MEDIA_TYPES, mediaTypeOf } from './media-types.ts';
export { isNhsNumber } from './nhs-number.ts';
export { isOdsCode } from './ods-code.ts';
export { CONFIDENTIALITY_SYSTEM, SYSTEMS } from './systems.ts';
export { isUuid } from './uuid.ts';
export { codingsOf, operationOutcomeSchema, readOperationOutcome, type OperationOutcome } from './operation-outcome.ts';
export {
  searchsetSchema,
  sdsDeviceSchema,
  sdsEndpointSchema,
  type SdsDevice,
  type SdsEndpoint,
} from './r4/directory-bundle.ts';
export { pdsPatientSchema, type PdsPatient } from './r4/patient.ts';
export { identifierSchema, parametersSchema, type Parameters } from './stu3/parameters.ts';
