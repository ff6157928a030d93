import { z } from 'zod';

const text = z.string().trim().min(1).max(255);

const role = z.looseObject({ person_roleid: text.optional(), org_code: text.optional() });

/** What is read of a verified token. Source: NHS Care Identity Service 2, id token and user info. */
export const tokenClaimsSchema = z.looseObject({
  sub: text,
  uid: text.optional(),
  given_name: text.optional(),
  family_name: text.optional(),
  selected_roleid: text.optional(),
  nhsid_nrbac_roles: z.array(role).optional(),
  acr: z.string().optional(),
  authentication_assurance_level: z.union([z.string(), z.number()]).transform(String).optional(),
});

export type TokenClaims = z.output<typeof tokenClaimsSchema>;

/** The user of a verified token. */
export interface TokenUser {
  readonly subject: string;
  /** Undefined where there is no smartcard. */
  readonly sdsUserId: string | undefined;
  readonly sdsRoleProfileId: string | undefined;
  readonly name: { readonly family: string; readonly given: [string] } | undefined;
  /** ODS codes of the roles that the user may be working in: one once a role is selected; none where the token has none. */
  readonly organisations: readonly string[];
  /** 0 when the token does not say. */
  readonly assuranceLevel: number;
}

/** Who a verified token is about. */
export function userOf(claims: TokenClaims): TokenUser {
  const { sub, uid, given_name: given, family_name: family, selected_roleid: selected } = claims;
  const all = claims.nhsid_nrbac_roles ?? [];
  const roles = selected === undefined ? all : all.filter((one) => one.person_roleid === selected);
  return {
    subject: sub,
    sdsUserId: uid ?? (/^\d{12}$/.test(sub) ? sub : undefined),
    sdsRoleProfileId: selected ?? (roles.length === 1 ? roles[0]?.person_roleid : undefined),
    name: given === undefined || family === undefined ? undefined : { family, given: [given] },
    organisations: roles.flatMap(({ org_code: code }) => (code === undefined ? [] : [code.toUpperCase()])),
    assuranceLevel: assuranceLevelOf(claims),
  };
}

/** The level reached; where `acr` names several (`AAL2_OR_AAL3_ANY`), it promises the lowest alone. */
function assuranceLevelOf({ acr = '', authentication_assurance_level: reached }: TokenClaims): number {
  if (reached !== undefined) return /^[0-3]$/.test(reached) ? Number(reached) : 0;
  const levels = [...acr.matchAll(/AAL([0-3])/g)].map(([, level]) => Number(level));
  return levels.length === 0 ? 0 : Math.min(...levels);
}
