import type { List } from 'fhir/r3.js';
import { relatedProblemHeaders } from '../record/problem-links.ts';
import { survives } from '../record/structure-lists.ts';
import { referenceTo, type LocalReference } from '../record/references.ts';
import type { Collection } from './collection.ts';
import { collectLinkedItem } from './collect-linked-item.ts';
import { collectLinkedProblem } from './collect-linked-problems.ts';
import { containedInConsultations } from './secondary-headings.ts';

const SOURCE = { section: 'consultations', headingFor: containedInConsultations } as const;

/** Brings the structure of every returned consultation, and all that it contains. */
export function collectConsultationLinks(collection: Collection): void {
  const { index, draft, primary } = collection;
  for (const encounter of primary.get('consultations') ?? []) {
    if (index.isConfidential(referenceTo(encounter))) continue;
    for (const item of index.structureListsOf(referenceTo(encounter))) {
      if (item.resource.resourceType !== 'List') continue;
      if (survives(referenceTo(item), index)) draft.include(item, 'consultations');
      for (const reference of contentOf(item.resource)) {
        collectLinkedItem(reference, SOURCE, collection);
        const linked = index.get(reference);
        if (linked?.resource.resourceType === 'Condition') collectLinkedProblem(linked, collection);
      }
    }
  }
}

function contentOf({ entry = [], extension }: List): readonly LocalReference[] {
  const entries = entry.map(({ item }) => item.reference).filter((reference) => reference !== undefined);
  return [...entries, ...relatedProblemHeaders(extension)];
}
