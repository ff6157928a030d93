import type { RecordItem } from '@cdg/test-data';
import { isEndedAllergy } from '../areas/allergies.ts';
import type { AreaRule } from '../areas/area-rule.ts';
import { referenceTo } from '../record/references.ts';
import { bringWithParts, endedAllergiesList, primaryList, type Collection } from './collection.ts';

/** Fills the primary list of one area, if it was asked for; the list is there even when it stays empty. */
export function collectPrimaryItems(rule: AreaRule, collection: Collection): void {
  const { index, search, draft, disabledAreas, primary } = collection;
  const ofArea = index.items.filter(({ area }) => area === rule.area);
  const selected = rule.select(ofArea, search);
  if (selected === undefined) return;
  if (disabledAreas.includes(rule.area)) {
    draft.disabled.add(rule.area);
    return;
  }
  primary.set(rule.area, selected);
  primaryList(draft, rule.area, rule.heading);
  if (rule.area === 'allergies' && search.allergies?.includeResolved === true) endedAllergiesList(draft);
  for (const item of selected) bringPrimary(item, rule, collection);
}

function bringPrimary(item: RecordItem, rule: AreaRule, collection: Collection): void {
  const { draft, search, sources } = collection;
  const list = isEndedAllergy(item) ? endedAllergiesList(draft) : primaryList(draft, rule.area, rule.heading);
  const options = { issues: search.medication?.includeIssues ?? false };
  const brought = bringWithParts(collection, { item, list, section: rule.area, options });
  if (brought.length === 0) return;
  list.entries.add(referenceTo(item));
  if (rule.area !== 'problems') for (const part of brought) sources.add(referenceTo(part));
}
