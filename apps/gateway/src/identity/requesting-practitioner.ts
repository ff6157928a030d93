import { isNhsNumber, SYSTEMS } from '@cdg/fhir';
import type { RequestingPractitioner } from '@cdg/gp-connect';
import { z } from 'zod';
import { UNKNOWN } from './caller.ts';
import { filledList, identifier, members, optionalList, resourceType, text, type Identifier } from './fhir-members.ts';
import { readFhirHeader } from './fhir-header.ts';
import type { DistinctHeaders } from './single-header.ts';

export const PRACTITIONER_HEADER = 'NHSD-Requesting-Practitioner';

/** A person as far as one source knows them. */
export interface ClaimedPractitioner {
  readonly name: RequestingPractitioner['name'][number];
  /** Undefined where there is no smartcard. */
  readonly sdsUserId: string | undefined;
  readonly sdsRoleProfileId: string | undefined;
  /** What stands in for a role profile where only the role's code is known. */
  readonly roleCode: string | undefined;
  readonly localId: { readonly system: string | undefined; readonly value: string } | undefined;
}

const SNOMED = 'http://snomed.info/sct';

const practitionerSchema = members({
  resourceType: resourceType('Practitioner'),
  id: text.optional(),
  identifier: optionalList(identifier),
  name: filledList(members({ family: text, given: filledList(text), prefix: filledList(text).optional() })),
});

const roleSchema = members({
  resourceType: resourceType('PractitionerRole'),
  identifier: optionalList(identifier),
  code: optionalList(members({ coding: optionalList(members({ system: text.optional(), code: text.optional() })) })),
  practitioner: members({ reference: text.optional() }).optional(),
  contained: filledList(members({ resourceType: text, id: text.optional() })),
});

type Practitioner = z.infer<typeof practitionerSchema>;
type PractitionerRole = z.infer<typeof roleSchema>;

const schema = z.unknown().transform((resource, context): ClaimedPractitioner => {
  const isRole = z.looseObject({ resourceType: z.literal('PractitionerRole') }).safeParse(resource).success;
  const claimed = isRole ? readRole(resource, context) : readAlone(resource, context);
  if (claimed === undefined) return z.NEVER;
  const { localId, sdsUserId, sdsRoleProfileId } = claimed;
  if (localId === undefined && sdsUserId === undefined) {
    context.addIssue({ code: 'custom', path: ['identifier'], message: `must have ${SYSTEMS.sdsUserId} or a local id` });
  }
  // It would stand in the audit trail, which knows patients by pseudonyms alone.
  if ([localId?.value, sdsUserId, sdsRoleProfileId].some((id) => holdsNhsNumber(id ?? ''))) {
    context.addIssue({ code: 'custom', path: ['identifier'], message: 'must not have an NHS number' });
  }
  return claimed;
});

/** The person as the calling system describes them. @throws CallError 400 */
export function readRequestingPractitioner(headers: DistinctHeaders): ClaimedPractitioner | undefined {
  return readFhirHeader(headers, PRACTITIONER_HEADER, schema);
}

function readAlone(resource: unknown, context: z.RefinementCtx): ClaimedPractitioner | undefined {
  const practitioner = parsePart(practitionerSchema, { part: resource, path: [] }, context);
  if (practitioner === undefined) return undefined;
  const claimed = claimedBy(practitioner, practitioner.identifier);
  // A resource of its own has an id that means something; that of a contained one is a label within its role.
  const ownId = practitioner.id === undefined ? undefined : { system: undefined, value: practitioner.id };
  return { ...claimed, localId: claimed.localId ?? ownId };
}

function readRole(resource: unknown, context: z.RefinementCtx): ClaimedPractitioner | undefined {
  const role = parsePart(roleSchema, { part: resource, path: [] }, context);
  if (role === undefined) return undefined;
  const index = containedPractitioner(role);
  if (index === undefined) {
    context.addIssue({ code: 'custom', path: ['contained'], message: 'must hold the one Practitioner of the role' });
    return undefined;
  }
  const place = { part: role.contained[index], path: ['contained', index] };
  const practitioner = parsePart(practitionerSchema, place, context);
  if (practitioner === undefined) return undefined;
  return { ...claimedBy(practitioner, [...role.identifier, ...practitioner.identifier]), roleCode: roleCodeOf(role) };
}

/** Where the practitioner of a role stands: the one it refers to, or the only one. */
function containedPractitioner({ contained, practitioner }: PractitionerRole): number | undefined {
  const wanted = /^#(.+)$/.exec(practitioner?.reference ?? '')?.[1];
  const found = [...contained.entries()].filter(
    ([, part]) => part.resourceType === 'Practitioner' && (wanted === undefined || part.id === wanted),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}

function claimedBy({ name }: Practitioner, identifiers: readonly Identifier[]): ClaimedPractitioner {
  const [{ family, given, prefix }] = name;
  return {
    name: { family, given, ...(prefix && { prefix }) },
    sdsUserId: sdsId(identifiers, SYSTEMS.sdsUserId),
    sdsRoleProfileId: sdsId(identifiers, SYSTEMS.sdsRoleProfileId),
    roleCode: undefined,
    localId: localIdOf(identifiers),
  };
}

/** `UNK` says the same as nothing: there is no smartcard. */
function sdsId(identifiers: readonly Identifier[], system: string): string | undefined {
  return identifiers.find((one) => one.system === system && one.value !== undefined && one.value !== UNKNOWN)?.value;
}

function localIdOf(identifiers: readonly Identifier[]): ClaimedPractitioner['localId'] {
  const national: readonly string[] = [SYSTEMS.sdsUserId, SYSTEMS.sdsRoleProfileId];
  for (const { system, value } of identifiers) {
    if (system !== undefined && !national.includes(system) && value !== undefined) return { system, value };
  }
  return undefined;
}

/** The role's code, but not a clinical one: SNOMED CT names the profession, not the role in Spine. */
function roleCodeOf({ code }: PractitionerRole): string | undefined {
  return code.flatMap(({ coding }) => coding).find((one) => one.code !== undefined && one.system !== SNOMED)?.code;
}

function holdsNhsNumber(id: string): boolean {
  return (id.match(/(?<!\d)\d{10}(?!\d)/g) ?? []).some(isNhsNumber);
}

function parsePart<Part>(
  partSchema: z.ZodType<Part>,
  { part, path }: { part: unknown; path: readonly PropertyKey[] },
  context: z.RefinementCtx,
): Part | undefined {
  const { data, error } = partSchema.safeParse(part);
  for (const issue of error?.issues ?? []) {
    context.addIssue({ code: 'custom', path: [...path, ...issue.path], message: issue.message });
  }
  return data;
}
