import { SYSTEMS } from '@cdg/fhir';
import { z } from 'zod';
import { RequestRefused } from '../outcomes.ts';
import { findModelFault } from '../stu3/find-model-fault.ts';
import { isStu3ResourceType } from '../stu3/resource-types.ts';
import type { AuditClaims } from './audit-token.ts';

const EXPECTED_TYPE = {
  requesting_device: 'Device',
  requesting_organization: 'Organization',
  requesting_practitioner: 'Practitioner',
} as const;
type ResourceClaim = keyof typeof EXPECTED_TYPE;

const text = z.string().min(1);
const withSystem = (system: string) => z.array(z.looseObject({ system: text, value: text })).refine(has(system));

/** What each resource must say. Source: GP Connect 1.6.2, cross-organisation audit and provenance. */
const CONTENT = {
  requesting_device: z.looseObject({
    identifier: z.array(z.looseObject({ system: text, value: text })).min(1),
    model: text,
    version: text,
  }),
  requesting_organization: z.looseObject({ name: text, identifier: withSystem(SYSTEMS.odsCode) }),
  requesting_practitioner: z.looseObject({
    id: text,
    name: z.array(z.looseObject({ family: text, given: z.array(text).min(1) })).min(1),
    identifier: withSystem(SYSTEMS.sdsUserId),
  }),
} as const satisfies Record<ResourceClaim, z.ZodType>;

/**
 * Checks the three resources inside the token: 422 when one is not an STU3 resource at all (an element or a type that
 * STU3 does not have), 400 when it is one of the wrong type or does not say who is asking.
 */
export function checkRequestingResources(claims: AuditClaims): void {
  for (const claim of ['requesting_device', 'requesting_organization', 'requesting_practitioner'] as const) {
    checkType(claim, claims[claim]);
    const content = CONTENT[claim].safeParse(claims[claim]);
    if (content.success) continue;
    const place = content.error.issues[0]?.path.join('.') ?? '';
    throw new RequestRefused('BAD_REQUEST', `Claim ${claim} of the bearer token does not say its ${place}`);
  }
}

function checkType(claim: ResourceClaim, resource: Record<string, unknown>): void {
  const { resourceType } = resource;
  if (typeof resourceType !== 'string' || !isStu3ResourceType(resourceType)) {
    throw new RequestRefused('INVALID_RESOURCE', `Claim ${claim} of the bearer token is not a FHIR STU3 resource`);
  }
  if (resourceType !== EXPECTED_TYPE[claim]) {
    throw new RequestRefused('BAD_REQUEST', `Claim ${claim} of the bearer token must be a ${EXPECTED_TYPE[claim]}`);
  }
  const fault = findModelFault(resource);
  if (fault !== undefined) {
    throw new RequestRefused('INVALID_RESOURCE', `Claim ${claim} of the bearer token is invalid: ${fault}`);
  }
}

function has(system: string): (identifiers: readonly { system: string }[]) => boolean {
  return (identifiers) => identifiers.some((identifier) => identifier.system === system);
}
