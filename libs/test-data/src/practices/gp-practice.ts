import type { ClinicalArea } from '../records/gp-record.ts';

/** What a practice has switched off can be any clinical area, or the documents that items refer to. */
export type SwitchableArea = ClinicalArea | 'documents';

/** How one practice's GP system is set up for GP Connect. */
export interface GpPractice {
  /** The practice's ODS code. */
  readonly id: string;
  readonly name: string;
  /** The only value of `Ssp-To` that the practice's system accepts; none is accepted when it is empty. */
  readonly asid: string;
  /** The switch for all of GP Connect, and the one for Access Record Structured. */
  readonly gpConnectEnabled: boolean;
  readonly structuredEnabled: boolean;
  /** The practice agrees to share its patients' records. */
  readonly sharingAgreed: boolean;
  readonly disabledAreas: readonly SwitchableArea[];
  /** ASIDs of consumers that the Spine Secure Proxy keeps from this practice for want of a sharing agreement. */
  readonly noSharingAgreementWith: readonly string[];
}
