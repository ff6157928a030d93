const DAY = 86_400_000;

const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);

const isoDate = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The date so many days later, or earlier when negative. */
export const daysAfter = (date: string, days: number): string => isoDate(midnight(date) + days * DAY);

/** The date so many months later, or earlier when negative; the 31st becomes the last day of a shorter month. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  return isoDate(Date.UTC(lastDay.getUTCFullYear(), lastDay.getUTCMonth(), Math.min(day, lastDay.getUTCDate())));
}

/** The date so many years later, or earlier when negative. */
export const yearsAfter = (date: string, years: number): string => monthsAfter(date, years * 12);

/** `today` or the first weekday before it: practices are closed at the weekend. */
export function weekdayUpTo(date: string): string {
  const day = new Date(midnight(date)).getUTCDay();
  if (day === 0) return daysAfter(date, -2);
  return day === 6 ? daysAfter(date, -1) : date;
}

/** A dateTime in UK local time: `clockTime('2019-07-04', '09:10')` is `2019-07-04T09:10:00+01:00`. */
export const clockTime = (date: string, time: string): string =>
  `${date}T${time}:00${isSummerTime(date) ? '+01:00' : '+00:00'}`;

/** British Summer Time by day; consultations do not happen in the hour in which it changes. */
function isSummerTime(date: string): boolean {
  const year = Number(date.slice(0, 4));
  return date >= lastSunday(year, 3) && date < lastSunday(year, 10);
}

function lastSunday(year: number, month: number): string {
  const lastDay = new Date(Date.UTC(year, month, 0));
  return isoDate(lastDay.getTime() - lastDay.getUTCDay() * DAY);
}
