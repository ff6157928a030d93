import { CallError } from '../errors/call-error.ts';
import type { ProxyHeaders } from './proxy-identity.ts';
import { ORGANISATION_HEADER } from './requesting-organisation.ts';
import { PRACTITIONER_HEADER } from './requesting-practitioner.ts';
import type { SaidIdentity } from './said-identity.ts';
import { invalidHeader } from './single-header.ts';

/** Two sources that are both believed must not name two people. @throws CallError 400 that names the header */
export function checkAgreement({ practitioner, proxy, user }: SaidIdentity, names: ProxyHeaders | undefined): void {
  if (proxy === undefined || names === undefined) return;
  if (user !== undefined && differ(user.sdsUserId, proxy.sdsUserId)) {
    throw invalidHeader(names.userId, 'must be the user of the bearer token');
  }
  if (user !== undefined || practitioner === undefined) return;
  if (differ(practitioner.sdsUserId, proxy.sdsUserId)) {
    throw invalidHeader(PRACTITIONER_HEADER, `the SDS user id must be that of "${names.userId}"`);
  }
  if (differ(practitioner.sdsRoleProfileId, proxy.sdsRoleProfileId)) {
    throw invalidHeader(PRACTITIONER_HEADER, `the role profile id must be that of "${names.roleId}"`);
  }
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** @throws CallError 403 when the user is not known well enough, or asks for an organisation that is not theirs */
export function checkAuthority(
  { user, organisation }: SaidIdentity,
  { consumerOds, assuranceLevel }: { consumerOds: string; assuranceLevel: number | undefined },
): void {
  if (user !== undefined && assuranceLevel !== undefined && user.assuranceLevel < assuranceLevel) {
    throw new CallError('userForbidden', `The user's assurance level must be at least AAL${assuranceLevel}`);
  }
  if (user !== undefined && user.organisations.length > 0 && !user.organisations.includes(consumerOds)) {
    throw new CallError('userForbidden', "The organisation of ODS-from is not that of the user's role");
  }
  if (organisation?.odsCodes.some((code) => code !== consumerOds) === true) {
    throw new CallError('userForbidden', `${ORGANISATION_HEADER} is not the organisation of ODS-from`);
  }
}
