import type { AreaRule } from './area-rule.ts';

export const problems: AreaRule = {
  area: 'problems',
  parameter: 'includeProblems',
  heading: { code: '717711000000103', display: 'Problems', title: 'Problems' },
  itemsName: 'Problem',
  select: (items, { problems: asked }) =>
    asked &&
    items.filter(({ resource }) => {
      if (asked.status === undefined || resource.resourceType !== 'Condition') return true;
      return resource.clinicalStatus === asked.status;
    }),
};
