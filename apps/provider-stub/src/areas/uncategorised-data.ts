import type { RecordItem } from '@cdg/test-data';
import type { AreaRule } from './area-rule.ts';
import { isInPeriod } from './in-period.ts';

export const uncategorisedData: AreaRule = {
  area: 'uncategorisedData',
  parameter: 'includeUncategorisedData',
  heading: { code: '826501000000100', display: 'Miscellaneous record', title: 'Uncategorised data' },
  itemsName: 'Uncategorised data',
  select: (items, { uncategorisedData: asked }) =>
    asked && items.filter((item) => isInPeriod(effectiveDate(item), asked.period)),
};

function effectiveDate({ resource }: RecordItem): string | undefined {
  if (resource.resourceType !== 'Observation') return undefined;
  return resource.effectiveDateTime ?? resource.effectivePeriod?.start;
}
