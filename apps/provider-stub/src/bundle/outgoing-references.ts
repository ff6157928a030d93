import type { SwitchableArea } from '@cdg/test-data';
import type { FhirResource } from 'fhir/r3.js';
import { areaRules } from '../areas/all-areas.ts';
import { homeOf, switchOf } from '../record/home-of.ts';
import type { RecordIndex } from '../record/record-index.ts';
import type { ReferenceJudge } from '../record/references.ts';
import { survives } from '../record/structure-lists.ts';

const LINKING_TYPES = new Set(['List', 'Encounter', 'Condition']);

export interface Availability {
  readonly index: RecordIndex;
  readonly disabledAreas: readonly SwitchableArea[];
}

/**
 * What becomes of the references in a resource that is sent: those to what is kept back vanish without a trace, and where
 * a consultation or a problem points into an area that is switched off, a text says so.
 */
export function outgoingReferences(resource: FhirResource, { index, disabledAreas }: Availability): ReferenceJudge {
  const links = LINKING_TYPES.has(resource.resourceType);
  return (reference) => {
    if (index.isConfidential(reference)) return 'remove';
    const item = index.get(reference);
    if (item === undefined) return 'keep';
    if (item.resource.resourceType === 'List' && !survives(reference, index)) return 'remove';
    const home = homeOf(item);
    if (!links || home === undefined || !disabledAreas.includes(switchOf(home))) return 'keep';
    return { display: `${nameOf(switchOf(home), index)} items have been disabled` };
  };
}

function nameOf(area: SwitchableArea, index: RecordIndex): string {
  return areaRules(index).find((rule) => rule.area === area)?.itemsName ?? 'Document';
}
