const PREFIXED_DATE = /^(eq|ge|le)?(\d{4}-\d{2}-\d{2})$/;

/** A date as a search gives it: `eq`, which may be left out, `ge` or `le` in front of a day. */
export interface DateCondition {
  readonly prefix: string;
  readonly date: string;
}

/** undefined for anything else, a day that is in no calendar included. */
export function parseDateCondition(text: string): DateCondition | undefined {
  const [, prefix = 'eq', date = ''] = PREFIXED_DATE.exec(text) ?? [];
  const time = Date.parse(date);
  const exists = !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
  return exists ? { prefix, date } : undefined;
}

/** The day itself, or the first one of a month or a year of which no more is known. */
export function dayOf(date: string): string {
  return `${date}-01-01`.slice(0, 10);
}

/** Tells whether a day, of which only the year or the month may be known, meets all conditions. */
export function meetsAll(conditions: readonly DateCondition[], date: string): boolean {
  const day = dayOf(date);
  return conditions.every(({ prefix, date: limit }) => {
    if (prefix === 'ge') return day >= limit;
    return prefix === 'le' ? day <= limit : day === limit;
  });
}
