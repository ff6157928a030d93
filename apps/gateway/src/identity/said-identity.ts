import type { RequestingDevice } from '@cdg/gp-connect';
import type { ProxyIdentity } from './proxy-identity.ts';
import type { ClaimedOrganisation } from './requesting-organisation.ts';
import type { ClaimedPractitioner } from './requesting-practitioner.ts';
import type { TokenUser } from './token-claims.ts';

/** Everything that was said of who asks, each part read but not yet weighed against the others. */
export interface SaidIdentity {
  readonly organisation: ClaimedOrganisation | undefined;
  readonly practitioner: ClaimedPractitioner | undefined;
  readonly device: RequestingDevice | undefined;
  readonly proxy: ProxyIdentity | undefined;
  readonly user: TokenUser | undefined;
}
