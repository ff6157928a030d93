import type { RecordItem } from '@cdg/test-data';
import type { Extension, MedicationStatement } from 'fhir/r3.js';
import type { RecordIndex } from '../record/record-index.ts';
import { daysOf } from '../uk-date.ts';
import type { AreaRule } from './area-rule.ts';

const heading = 'Medications and medical devices';

/** The area's rule needs the record: whether a medication without an end goes on depends on its plan. */
export function medication(index: RecordIndex): AreaRule {
  return {
    area: 'medication',
    parameter: 'includeMedication',
    heading: { code: '933361000000108', display: heading, title: heading },
    itemsName: 'Medication',
    select: (items, { medication: asked }) => {
      const from = asked?.activeFrom;
      if (asked === undefined || from === undefined) return asked && items;
      return items.filter((item) => isActiveFrom(item, from, index));
    },
  };
}

/**
 * Tells whether a medication was active on a day or later: its period has not ended before. Without an end, an acute
 * medication was active on its first day only, and any other goes on. What was prescribed elsewhere always counts.
 */
function isActiveFrom({ resource }: RecordItem, from: string, index: RecordIndex): boolean {
  if (resource.resourceType !== 'MedicationStatement' || isPrescribedElsewhere(resource)) return true;
  const { start, end } = resource.effectivePeriod ?? {};
  const last = daysOf(end)?.last ?? (isAcute(resource, index) ? daysOf(start)?.last : undefined);
  return last === undefined || last >= from;
}

function isPrescribedElsewhere({ extension }: MedicationStatement): boolean {
  const agency = codeOf(extension, 'Extension-CareConnect-GPC-PrescribingAgency-1');
  return agency !== undefined && agency !== 'prescribed-at-gp-practice';
}

function isAcute({ basedOn = [] }: MedicationStatement, index: RecordIndex): boolean {
  return basedOn.some(({ reference }) => {
    const plan = reference === undefined ? undefined : index.get(reference)?.resource;
    if (plan?.resourceType !== 'MedicationRequest') return false;
    return codeOf(plan.extension, 'Extension-CareConnect-GPC-PrescriptionType-1')?.startsWith('acute') === true;
  });
}

function codeOf(extensions: readonly Extension[] = [], name: string): string | undefined {
  return extensions.find(({ url }) => url.endsWith(name))?.valueCodeableConcept?.coding?.[0]?.code;
}
