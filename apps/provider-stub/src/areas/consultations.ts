import type { RecordItem } from '@cdg/test-data';
import type { AreaRule } from './area-rule.ts';
import { isInPeriod } from './in-period.ts';

const heading = 'List of consultations';

export const consultations: AreaRule = {
  area: 'consultations',
  parameter: 'includeConsultations',
  heading: { code: '1149501000000101', display: heading, title: heading },
  itemsName: 'Consultation',
  select: (items, { consultations: asked }) => {
    if (asked?.mostRecent !== undefined) return newestFirst(items).slice(0, asked.mostRecent);
    return asked && items.filter((item) => isInPeriod(startOf(item), asked.period));
  },
};

function newestFirst(items: readonly RecordItem[]): readonly RecordItem[] {
  return [...items].sort((a, b) => instantOf(b) - instantOf(a));
}

function startOf({ resource }: RecordItem): string | undefined {
  return resource.resourceType === 'Encounter' ? resource.period?.start : undefined;
}

function instantOf(item: RecordItem): number {
  return Date.parse(startOf(item) ?? '') || 0;
}
