/** Below it lies the PDS FHIR API, as behind the real host. */
export const BASE_PATH = '/personal-demographics/FHIR/R4';
