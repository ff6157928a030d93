import {
  auditClaimsSchema,
  type Interaction,
  type RequestingDevice,
  type RequestingOrganization,
  type RequestingPractitioner,
} from '@cdg/gp-connect';

export interface AuditFacts {
  /** The consumer system's URL. */
  readonly issuer: string;
  readonly device: RequestingDevice;
  readonly organization: RequestingOrganization;
  readonly practitioner: RequestingPractitioner;
}

const LIFETIME_S = 300;
const HEADER = base64url({ alg: 'none', typ: 'JWT' });

/**
 * Makes the audit token for one attempt: unsigned, with the trailing dot, issued at that moment.
 * Encoded here because JOSE libraries write no `typ` into an unsecured token's header, and providers demand it.
 *
 * @param serviceRoot the provider's service root URL as SDS has it: the audience
 * @throws ZodError when a claim is missing or empty: a fault of ours, found before the provider sees it
 */
export function makeAuditToken(
  facts: AuditFacts,
  { interaction, serviceRoot, now }: { interaction: Interaction; serviceRoot: string; now: Date },
): string {
  const iat = Math.floor(now.getTime() / 1000);
  const claims = auditClaimsSchema.parse({
    iss: facts.issuer,
    sub: facts.practitioner.id,
    aud: serviceRoot,
    iat,
    exp: iat + LIFETIME_S,
    reason_for_request: 'directcare',
    requested_scope: interaction.scope,
    requesting_device: facts.device,
    requesting_organization: facts.organization,
    requesting_practitioner: facts.practitioner,
  });
  return `${HEADER}.${base64url(claims)}.`;
}

function base64url(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
