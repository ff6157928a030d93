import type { RecordItem } from '@cdg/test-data';
import { partsOf, type PartsIndex } from './item-parts.ts';
import { referenceTo, type LocalReference } from './references.ts';

/**
 * Everything that is kept back: items marked confidential and, for a medication or a report, the parts that exist only
 * for it: the plan and its issues, the results and specimens. A drug is shared between medications and stays.
 */
export function confidentialReferences(items: readonly RecordItem[], index: PartsIndex): ReadonlySet<LocalReference> {
  const marked = items.filter(({ confidential }) => confidential === true);
  const references = marked.flatMap((item) => (isWhole(item) ? [item, ...ownParts(item, index)] : [item]));
  return new Set(references.map(referenceTo));
}

function isWhole({ resource }: RecordItem): boolean {
  if (resource.resourceType === 'MedicationRequest') return resource.intent === 'plan';
  return resource.resourceType === 'MedicationStatement' || resource.resourceType === 'DiagnosticReport';
}

function ownParts(item: RecordItem, index: PartsIndex): readonly RecordItem[] {
  return partsOf(item, index, { issues: true }).filter(({ resource, area }) => {
    if (resource.resourceType === 'MedicationStatement') return true;
    return area === undefined && resource.resourceType !== 'Medication';
  });
}
