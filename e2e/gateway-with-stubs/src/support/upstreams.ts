import type { Asked } from './fake-services.ts';

export interface Upstream {
  readonly what: Asked;
  /** How it is named when it takes too long or no requests. */
  readonly name: 'PDS' | 'SDS' | 'Provider';
  /** How diagnostics begin when it fails otherwise. */
  readonly failed: string;
}

const PDS = { name: 'PDS', failed: 'PDS FHIR API request failed' } as const;
const SDS = { name: 'SDS', failed: 'SDS FHIR API request failed' } as const;

/** Everything the gateway asks, and whose fault it is when that fails. */
export const UPSTREAMS: readonly Upstream[] = [
  { what: 'patient', ...PDS },
  { what: 'token', ...PDS },
  { what: 'consumerDevice', ...SDS },
  { what: 'endpoint', ...SDS },
  { what: 'device', ...SDS },
  { what: 'provider', name: 'Provider', failed: 'Provider request failed' },
];

const SPINE_SYSTEM = 'https://fhir.nhs.uk/STU3/CodeSystem/Spine-ErrorOrWarningCode-1';
const OUTCOME_PROFILE = 'https://fhir.nhs.uk/STU3/StructureDefinition/GPConnect-OperationOutcome-1';

/** What `errorOf` gives for a fault that is none of the consumer's. */
export function serverError(status: number, issue: string, diagnostics: string) {
  return {
    status,
    contentType: 'application/fhir+json',
    profile: OUTCOME_PROFILE,
    system: SPINE_SYSTEM,
    issue,
    spineCode: 'INTERNAL_SERVER_ERROR',
    diagnostics,
  };
}
