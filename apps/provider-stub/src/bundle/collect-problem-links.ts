import { problemLinksOf } from '../record/problem-links.ts';
import { referenceTo } from '../record/references.ts';
import type { Collection } from './collection.ts';
import { collectLinkedItem } from './collect-linked-item.ts';
import { collectLinkedProblem } from './collect-linked-problems.ts';
import { relatedToProblems } from './secondary-headings.ts';

const SOURCE = { section: 'problems', headingFor: relatedToProblems } as const;

/** Brings what every returned problem stands for and is related to; consultations come without their structure. */
export function collectProblemLinks(collection: Collection): void {
  const { index, primary } = collection;
  for (const problem of primary.get('problems') ?? []) {
    if (index.isConfidential(referenceTo(problem)) || problem.resource.resourceType !== 'Condition') continue;
    const links = problemLinksOf(problem.resource);
    for (const reference of links.items) collectLinkedItem(reference, SOURCE, collection);
    for (const reference of links.problems) {
      const related = index.get(reference);
      if (related !== undefined) collectLinkedProblem(related, collection);
    }
  }
}
