import type { RecordItem } from '@cdg/test-data';
import type { AreaRule, ListHeading } from './area-rule.ts';

/** Ended allergies stand in a list of their own, and inside it, so that nobody takes one for an active allergy. */
export const ENDED_ALLERGIES: ListHeading = {
  code: '1103671000000101',
  display: 'Ended allergies',
  title: 'Ended allergies',
};

export const allergies: AreaRule = {
  area: 'allergies',
  parameter: 'includeAllergies',
  heading: {
    code: '886921000000105',
    display: 'Allergies and adverse reactions',
    title: 'Allergies and adverse reactions',
  },
  itemsName: 'Allergy',
  select: (items, { allergies: asked }) =>
    asked && items.filter((item) => asked.includeResolved || !isEndedAllergy(item)),
};

/** Tells whether an item is an allergy that has ended. */
export function isEndedAllergy({ resource }: RecordItem): boolean {
  return resource.resourceType === 'AllergyIntolerance' && resource.clinicalStatus === 'resolved';
}
