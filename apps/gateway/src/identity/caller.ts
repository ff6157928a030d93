import type { RequestingDevice, RequestingOrganization, RequestingPractitioner } from '@cdg/gp-connect';

/**
 * How a person is known: by a token whose signature holds, by the word of the proxy that checked the token, by the word
 * of the calling system, or not at all: then a made-up practitioner stands in, which production does not have.
 */
export type CallerKind = 'token' | 'proxy' | 'header' | 'synthetic';

/** Who asks, for the audit trail and for the claims of the audit token. */
export interface Caller {
  readonly kind: CallerKind;
  /** The person was vouched for by a signature or by the trusted proxy, not by the calling system alone. */
  readonly isVerified: boolean;
  /** The practitioner's id: the audit token's subject. */
  readonly id: string;
  /** `UNK` where there is no smartcard. */
  readonly sdsUserId: string;
  readonly sdsRoleProfileId: string;
  /** ODS code. */
  readonly organisation: string;
  readonly claims: CallerClaims;
}

/** The parts of the audit token that say who asks. */
export interface CallerClaims {
  readonly issuer: string;
  readonly device: RequestingDevice;
  readonly organization: RequestingOrganization;
  readonly practitioner: RequestingPractitioner;
}

/** What stands where something about a person is not known. Source: GP Connect 1.6.2, cross-organisation audit. */
export const UNKNOWN = 'UNK';
