import type { AreaRule } from './area-rule.ts';
import { isInPeriod } from './in-period.ts';

export const referrals: AreaRule = {
  area: 'referrals',
  parameter: 'includeReferrals',
  heading: { code: '792931000000107', display: 'Outbound referral', title: 'Outbound referral' },
  itemsName: 'Referral',
  select: (items, { referrals: asked }) =>
    asked &&
    items.filter(({ resource }) =>
      isInPeriod(resource.resourceType === 'ReferralRequest' ? resource.authoredOn : undefined, asked.period),
    ),
};
