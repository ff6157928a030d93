import type { RecordItem } from '@cdg/test-data';
import { referenceTo } from '../record/references.ts';
import { isSwitchedOff, type Collection } from './collection.ts';
import { LINKED_PROBLEMS, SECONDARY_LIST_SYSTEM } from './secondary-headings.ts';

/** Brings the problems that the returned items belong to, whatever was asked for. */
export function collectLinkedProblems(collection: Collection): void {
  for (const source of collection.sources) {
    for (const problem of collection.index.problemsAbout(source)) collectLinkedProblem(problem, collection);
  }
}

/** Names a problem in the list of linked problems, unless it is itself what was asked for. */
export function collectLinkedProblem(problem: RecordItem, collection: Collection): void {
  const { index, draft, primary } = collection;
  const reference = referenceTo(problem);
  if (primary.get('problems')?.includes(problem) === true) return;
  const hidden = index.isConfidential(reference);
  if (!hidden && isSwitchedOff(collection, problem)) return;
  const { code, title } = LINKED_PROBLEMS;
  const coding = { system: SECONDARY_LIST_SYSTEM, code, display: title };
  const list = draft.list({ section: 'problems', about: 'problems', coding, title, secondary: true });
  if (hidden) {
    list.confidential = true;
    return;
  }
  list.entries.add(reference);
  draft.include(problem, 'problems');
}
