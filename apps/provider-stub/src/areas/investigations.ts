import type { AreaRule } from './area-rule.ts';
import { isInPeriod } from './in-period.ts';

const heading = 'Investigations and results';

export const investigations: AreaRule = {
  area: 'investigations',
  parameter: 'includeInvestigations',
  heading: { code: '887191000000108', display: heading, title: heading },
  itemsName: 'Investigation',
  select: (items, { investigations: asked }) =>
    asked &&
    items.filter(({ resource }) =>
      isInPeriod(resource.resourceType === 'DiagnosticReport' ? resource.issued : undefined, asked.period),
    ),
};
