const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WHOLE_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The days a FHIR date stands for: one day, or the whole month or year of a partial date. Both ends are included. */
export interface DayRange {
  readonly first: string;
  readonly last: string;
}

/** The calendar day of an instant in the United Kingdom, as `YYYY-MM-DD`: what "today" means in every date rule. */
export function ukDate(instant: Date): string {
  return LONDON.format(instant);
}

/** Tells whether a text is a whole date that the calendar has: no partial date, no time, no offset, no 30 February. */
export function isWholeDate(text: string): boolean {
  if (!WHOLE_DATE.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Moves a whole date by a number of days. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The days that a FHIR `date`, `dateTime` or `instant` stands for; undefined when the text is none of them. */
export function daysOf(text: string | undefined): DayRange | undefined {
  if (text === undefined) return undefined;
  if (/^\d{4}$/.test(text)) return { first: `${text}-01-01`, last: `${text}-12-31` };
  if (/^\d{4}-\d{2}$/.test(text)) return { first: `${text}-01`, last: lastDayOfMonth(text) };
  if (WHOLE_DATE.test(text)) return { first: text, last: text };
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime())) return undefined;
  const day = ukDate(instant);
  return { first: day, last: day };
}

/** A whole date as GP Connect's list notes write it: `dd-Mmm-yyyy`. */
export function noteDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}-${MONTHS[Number(month) - 1] ?? month}-${year}`;
}

function lastDayOfMonth(month: string): string {
  const [year, monthNumber] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, monthNumber ?? 0, 0)).toISOString().slice(0, 10);
}
