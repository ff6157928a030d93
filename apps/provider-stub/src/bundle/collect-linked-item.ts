import type { RecordItem } from '@cdg/test-data';
import { homeOf, switchOf, type Home } from '../record/home-of.ts';
import { referenceTo, type LocalReference } from '../record/references.ts';
import type { ListDraft } from './answer-draft.ts';
import { bringWithParts, endedAllergiesList, isSwitchedOff, type Collection } from './collection.ts';
import { SECONDARY_LIST_SYSTEM, type SecondaryHeading } from './secondary-headings.ts';

/** Who brings linked items: the section its secondary lists stand in, and what they are called. */
export interface LinkSource {
  readonly section: 'consultations' | 'problems';
  readonly headingFor: (home: Home) => SecondaryHeading;
}

/**
 * Brings an item that a returned consultation or problem links to, and names it in the matching secondary list. Of a
 * medication, only the prescriptions that are linked to directly come along.
 */
export function collectLinkedItem(reference: LocalReference, source: LinkSource, collection: Collection): void {
  const { index } = collection;
  const item = index.get(reference);
  if (item === undefined || item.resource.resourceType === 'List') return;
  const home = homeOf(item);
  if (home === undefined) {
    if (!index.isConfidential(reference)) collection.draft.include(item, source.section);
    return;
  }
  const hidden = index.isConfidential(reference);
  if (!hidden && isSwitchedOff(collection, item)) return;
  bringLinked({ item, home }, source, collection);
}

function bringLinked(
  { item, home }: { item: RecordItem; home: Home },
  source: LinkSource,
  collection: Collection,
): void {
  const { draft, sources } = collection;
  const list = secondaryList(collection, source, home);
  const brought = bringWithParts(collection, { item, list, section: switchOf(home), options: { issues: false } });
  if (brought.length === 0) return;
  for (const reference of listed(item, brought)) list.entries.add(reference);
  if (home === 'endedAllergies') endedAllergiesList(draft).entries.add(referenceTo(item));
  if (home !== 'problems' && home !== 'consultations') for (const part of brought) sources.add(referenceTo(part));
}

function secondaryList({ draft }: Collection, { section, headingFor }: LinkSource, home: Home): ListDraft {
  const { code, title } = headingFor(home);
  const coding = { system: SECONDARY_LIST_SYSTEM, code, display: title };
  return draft.list({ section, about: switchOf(home), coding, title, secondary: true });
}

/** A list names a medication by its statement, whichever of its parts the link leads to. */
function listed(item: RecordItem, parts: readonly RecordItem[]): readonly LocalReference[] {
  if (item.resource.resourceType !== 'MedicationRequest') return [referenceTo(item)];
  const statements = parts.filter(({ resource }) => resource.resourceType === 'MedicationStatement');
  return (statements.length > 0 ? statements : [item]).map(referenceTo);
}
