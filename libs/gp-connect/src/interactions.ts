/** One GP Connect interaction: everything that tells one call from another. */
export interface Interaction {
  /** The service interaction id, sent verbatim to SDS and in `Ssp-InteractionID`. */
  readonly id: string;
  readonly method: 'GET' | 'POST';
  /** Path below the provider's service root, without a leading slash. */
  readonly path: string;
  readonly fhirVersion: 'STU3' | 'DSTU2';
  /** The audit token's `requested_scope`. */
  readonly scope: 'patient/*.read' | 'patient/*.write' | 'organization/*.read';
}

/** The interactions this product speaks, by name. Source: GP Connect 1.6.2, interaction ids. */
export const INTERACTIONS = {
  getStructuredRecord: {
    id: 'urn:nhs:names:services:gpconnect:fhir:operation:gpc.getstructuredrecord-1',
    method: 'POST',
    path: 'Patient/$gpc.getstructuredrecord',
    fhirVersion: 'STU3',
    scope: 'patient/*.read',
  },
  structuredMetadata: {
    id: 'urn:nhs:names:services:gpconnect:structured:fhir:rest:read:metadata-1',
    method: 'GET',
    path: 'metadata',
    fhirVersion: 'STU3',
    scope: 'organization/*.read',
  },
  foundationsMetadata: {
    id: 'urn:nhs:names:services:gpconnect:fhir:rest:read:metadata-1',
    method: 'GET',
    path: 'metadata',
    fhirVersion: 'STU3',
    scope: 'organization/*.read',
  },
} as const satisfies Record<string, Interaction>;
