import type { ClinicalArea, RecordItem, SwitchableArea } from '@cdg/test-data';
import { ENDED_ALLERGIES } from '../areas/allergies.ts';
import type { ListHeading } from '../areas/area-rule.ts';
import type { RecordSearch } from '../parameters/record-search.ts';
import { homeOf, switchOf } from '../record/home-of.ts';
import { partsOf, type PartsOptions } from '../record/item-parts.ts';
import type { RecordIndex } from '../record/record-index.ts';
import { referenceTo, type LocalReference } from '../record/references.ts';
import type { AnswerDraft, BundleSection, ListDraft } from './answer-draft.ts';

/** The state of gathering one answer. */
export interface Collection {
  readonly index: RecordIndex;
  readonly search: RecordSearch;
  readonly draft: AnswerDraft;
  readonly disabledAreas: readonly SwitchableArea[];
  /** What each area asked for selected, items kept back included. */
  readonly primary: Map<ClinicalArea, readonly RecordItem[]>;
  /** Items whose problems the answer brings as well. */
  readonly sources: Set<LocalReference>;
}

const SNOMED = 'http://snomed.info/sct';

/** The primary list with this heading. */
export function primaryList(draft: AnswerDraft, area: ClinicalArea, heading: ListHeading): ListDraft {
  const { code, display, title } = heading;
  return draft.list({ section: area, about: area, coding: { system: SNOMED, code, display }, title });
}

/** The primary list that is home to ended allergies, whichever way they are reached. */
export function endedAllergiesList(draft: AnswerDraft): ListDraft {
  const { code, display, title } = ENDED_ALLERGIES;
  const coding = { system: SNOMED, code, display };
  return draft.list({ section: 'allergies', about: 'allergies', coding, title, holdsResources: true });
}

export interface Filing {
  readonly item: RecordItem;
  readonly list: ListDraft;
  /** Where parts that belong to no area of their own stand. */
  readonly section: BundleSection;
  readonly options: PartsOptions;
}

/** Brings an item with its parts, and flags the list if any of them is kept back. Answers the parts that were brought. */
export function bringWithParts(
  collection: Collection,
  { item, list, section, options }: Filing,
): readonly RecordItem[] {
  const { index, draft } = collection;
  if (index.isConfidential(referenceTo(item))) {
    list.confidential = true;
    return [];
  }
  const parts = partsOf(item, index, options);
  const visible = parts.filter((part) => !index.isConfidential(referenceTo(part)));
  if (visible.length < parts.length) list.confidential = true;
  const available = visible.filter((part) => part === item || !isSwitchedOff(collection, part));
  for (const part of available) draft.include(part, sectionOf(part, section));
  return available;
}

/** Tells whether an item's area is switched off, and remembers that the answer came upon it. */
export function isSwitchedOff({ disabledAreas, draft }: Collection, item: RecordItem): boolean {
  const home = homeOf(item);
  if (home === undefined || !disabledAreas.includes(switchOf(home))) return false;
  draft.disabled.add(switchOf(home));
  return true;
}

function sectionOf(item: RecordItem, otherwise: BundleSection): BundleSection {
  const home = homeOf(item);
  return home === undefined ? otherwise : switchOf(home);
}
