/** Days from `start` to `end`, both included; an open end stands for no limit. */
export interface SearchPeriod {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** What a request asks for: an area that is absent was not asked for, a filter that is undefined does not limit. */
export interface RecordSearch {
  readonly allergies?: { readonly includeResolved: boolean };
  readonly medication?: { readonly includeIssues: boolean; readonly activeFrom: string | undefined };
  readonly consultations?: { readonly period: SearchPeriod | undefined; readonly mostRecent: number | undefined };
  readonly problems?: { readonly status: 'active' | 'inactive' | undefined };
  readonly immunisations?: { readonly includeNotGiven: boolean; readonly includeStatus: boolean };
  readonly uncategorisedData?: { readonly period: SearchPeriod | undefined };
  readonly investigations?: { readonly period: SearchPeriod | undefined };
  readonly referrals?: { readonly period: SearchPeriod | undefined };
  readonly diaryEntries?: { readonly dueBy: string | undefined };
}
