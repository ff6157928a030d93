import type { RecordItem } from '@cdg/test-data';
import type { FhirResource, Reference } from 'fhir/r3.js';
import type { RecordIndex } from './record-index.ts';
import { referenceTo, type LocalReference } from './references.ts';

/** What of the record can be asked while the parts of an item are gathered. */
export type PartsIndex = Pick<RecordIndex, 'get' | 'statementsOf' | 'ordersOf'>;

export interface PartsOptions {
  /** Bring every prescription issued under a plan, not only those that are linked to directly. */
  readonly issues: boolean;
}

/**
 * The resources that describe one item fully, itself first: a medication is its statement, plan, drug and issues, a
 * report is its results, specimens and the request behind it. People and places are not among them.
 */
export function partsOf(item: RecordItem, index: PartsIndex, options: PartsOptions): readonly RecordItem[] {
  const parts = new Map<LocalReference, RecordItem>();
  const waiting = [item];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (parts.has(referenceTo(part))) continue;
    parts.set(referenceTo(part), part);
    waiting.push(...[...nextParts(part, index, options)].reverse());
  }
  return [...parts.values()];
}

function nextParts(part: RecordItem, index: PartsIndex, { issues }: PartsOptions): readonly RecordItem[] {
  const { resource } = part;
  const own = references(resource).map((reference) => index.get(reference));
  const isPlan = resource.resourceType === 'MedicationRequest' && resource.intent === 'plan';
  const back = isPlan ? index.statementsOf(referenceTo(part)) : [];
  const issued = isPlan && issues ? index.ordersOf(referenceTo(part)) : [];
  return [...back, ...own, ...issued].filter((next) => next !== undefined);
}

/** The references that lead to parts of the same item, by resource type. */
function references(resource: FhirResource): readonly LocalReference[] {
  switch (resource.resourceType) {
    case 'MedicationStatement':
    case 'MedicationRequest':
      return local(resource.basedOn, resource.medicationReference);
    case 'DiagnosticReport':
      return local(resource.basedOn, resource.specimen, resource.result);
    case 'Observation':
      return local(
        resource.specimen,
        resource.basedOn,
        resource.related?.map(({ target }) => target),
      );
    case 'Specimen':
      return local(resource.request);
    case 'ReferralRequest':
      return local(resource.supportingInfo).filter((reference) => reference.startsWith('DocumentReference/'));
    default:
      return [];
  }
}

function local(...lists: readonly (Reference | readonly Reference[] | undefined)[]): readonly LocalReference[] {
  return lists
    .flat()
    .map((entry) => entry?.reference)
    .filter((reference) => reference !== undefined);
}
