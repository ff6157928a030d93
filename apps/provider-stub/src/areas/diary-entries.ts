import type { RecordItem } from '@cdg/test-data';
import type { AreaRule } from './area-rule.ts';
import { isInPeriod } from './in-period.ts';

const heading = 'Patient recall administration';

export const diaryEntries: AreaRule = {
  area: 'diaryEntries',
  parameter: 'includeDiaryEntries',
  heading: { code: '714311000000108', display: heading, title: heading },
  itemsName: 'Diary entry',
  select: (items, { diaryEntries: asked }) =>
    asked && items.filter((item) => isInPeriod(dueDate(item), { start: undefined, end: asked.dueBy })),
};

function dueDate({ resource }: RecordItem): string | undefined {
  if (resource.resourceType !== 'ProcedureRequest') return undefined;
  return resource.occurrenceDateTime ?? resource.occurrencePeriod?.start;
}
