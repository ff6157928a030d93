import { relatedProblemHeaders } from './problem-links.ts';
import type { RecordIndex } from './record-index.ts';
import type { LocalReference } from './references.ts';

/**
 * Tells whether a list of a consultation's structure (the whole, a topic, a heading) still holds something once what is
 * kept back is gone; empty levels are not sent. Source: GP Connect 1.6.2, consultation structure.
 */
export function survives(reference: LocalReference, index: RecordIndex): boolean {
  const list = index.get(reference)?.resource;
  if (list?.resourceType !== 'List') return false;
  const { entry = [], extension } = list;
  if (relatedProblemHeaders(extension).some((problem) => !index.isConfidential(problem))) return true;
  return entry.some(({ item }) => {
    const target = item.reference;
    if (target === undefined) return true;
    const isList = index.get(target)?.resource.resourceType === 'List';
    return isList ? survives(target, index) : !index.isConfidential(target);
  });
}
