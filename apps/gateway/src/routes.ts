import { getStructuredRecord, type PublicInteraction } from './requests/get-structured-record.ts';

/** Public path -> interaction, a line each. */
export const INTERACTION_ROUTES: Readonly<Record<string, PublicInteraction>> = {
  '/patient/$gpc.getstructuredrecord': getStructuredRecord,
  '/Patient/$gpc.getstructuredrecord': getStructuredRecord,
};
