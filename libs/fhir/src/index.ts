export { MEDIA_TYPES, mediaTypeOf } from './media-types.ts';
export { isNhsNumber } from './nhs-number.ts';
export { CONFIDENTIALITY_SYSTEM, SYSTEMS } from './systems.ts';
export { isUuid } from './uuid.ts';
