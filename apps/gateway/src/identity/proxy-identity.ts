import { invalidHeader, singleHeader, type DistinctHeaders } from './single-header.ts';

/** The headers in which the API platform's proxy says who the user is. */
export interface ProxyHeaders {
  readonly userId: string;
  readonly roleId: string;
}

export interface ProxyIdentity {
  /** Undefined where there is no smartcard. */
  readonly sdsUserId: string | undefined;
  readonly sdsRoleProfileId: string | undefined;
}

/** SDS user ids and role profile ids alike. */
const SPINE_ID = /^\d{12}$/;

/** Reads what a trusted proxy says. A blank header is an absent one: proxies send it where they know no user. @throws CallError 400 */
export function readProxyIdentity(headers: DistinctHeaders, { userId, roleId }: ProxyHeaders): ProxyIdentity {
  return { sdsUserId: spineId(headers, userId), sdsRoleProfileId: spineId(headers, roleId) };
}

function spineId(headers: DistinctHeaders, name: string): string | undefined {
  const value = singleHeader(headers, name) ?? '';
  if (value === '') return undefined;
  if (!SPINE_ID.test(value)) throw invalidHeader(name, 'must be one id of 12 digits');
  return value;
}
