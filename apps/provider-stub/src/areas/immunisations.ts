import type { AreaRule } from './area-rule.ts';

export const immunisations: AreaRule = {
  area: 'immunisations',
  parameter: 'includeImmunisations',
  heading: { code: '1102181000000102', display: 'Immunisations', title: 'Immunisations' },
  itemsName: 'Immunisation',
  /** Those given always come; those not given, and consent or dissent (an Observation), only when asked for. */
  select: (items, { immunisations: asked }) =>
    asked &&
    items.filter(({ resource }) => {
      if (resource.resourceType === 'Observation') return asked.includeStatus;
      return resource.resourceType !== 'Immunization' || !resource.notGiven || asked.includeNotGiven;
    }),
};
