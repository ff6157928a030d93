import type { GpRecord, RecordItem } from '@cdg/test-data';
import { confidentialReferences } from './confidential-references.ts';
import { problemLinksOf } from './problem-links.ts';
import { referenceTo, type LocalReference } from './references.ts';

/** One patient's record, arranged for the questions that assembling an answer asks. */
export interface RecordIndex {
  readonly items: readonly RecordItem[];
  readonly get: (reference: LocalReference) => RecordItem | undefined;
  /** Items that name this one among their references, by the kind of link. */
  readonly structureListsOf: (encounter: LocalReference) => readonly RecordItem[];
  readonly statementsOf: (plan: LocalReference) => readonly RecordItem[];
  readonly ordersOf: (plan: LocalReference) => readonly RecordItem[];
  readonly problemsAbout: (reference: LocalReference) => readonly RecordItem[];
  readonly rolesOf: (practitioner: LocalReference) => readonly RecordItem[];
  /** The item is kept back, or belongs to one that is. */
  readonly isConfidential: (reference: LocalReference) => boolean;
}

export function indexRecord(record: GpRecord): RecordIndex {
  const { items } = record;
  const byReference = new Map(items.map((item) => [referenceTo(item), item]));
  const structureLists = groupBy(items, ({ resource }) =>
    resource.resourceType === 'List' ? [resource.encounter?.reference] : [],
  );
  const statements = groupBy(items, ({ resource }) =>
    resource.resourceType === 'MedicationStatement' ? (resource.basedOn ?? []).map((plan) => plan.reference) : [],
  );
  const orders = groupBy(items, ({ resource }) =>
    resource.resourceType === 'MedicationRequest' && resource.intent === 'order'
      ? (resource.basedOn ?? []).map((plan) => plan.reference)
      : [],
  );
  const problems = groupBy(items, ({ resource }) =>
    resource.resourceType === 'Condition' ? problemLinksOf(resource).items : [],
  );
  const roles = groupBy(items, ({ resource }) =>
    resource.resourceType === 'PractitionerRole' ? [resource.practitioner?.reference] : [],
  );
  const linked = {
    structureListsOf: (encounter: LocalReference) => structureLists.get(encounter) ?? [],
    statementsOf: (plan: LocalReference) => statements.get(plan) ?? [],
    ordersOf: (plan: LocalReference) => orders.get(plan) ?? [],
    problemsAbout: (reference: LocalReference) => problems.get(reference) ?? [],
    rolesOf: (practitioner: LocalReference) => roles.get(practitioner) ?? [],
  };
  const get = (reference: LocalReference) => byReference.get(reference);
  const confidential = confidentialReferences(items, { get, ...linked });
  return { items, get, ...linked, isConfidential: (reference) => confidential.has(reference) };
}

function groupBy(
  items: readonly RecordItem[],
  keysOf: (item: RecordItem) => readonly (string | undefined)[],
): ReadonlyMap<string, readonly RecordItem[]> {
  const groups = new Map<string, RecordItem[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
    }
  }
  return groups;
}
