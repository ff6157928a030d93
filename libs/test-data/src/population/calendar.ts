import { daysAfter } from '../records/dates.ts';

/** Tells the date so many days before a day. A population asks for the same few thousand days again and again. */
export type Calendar = (daysAgo: number) => string;

/** Writes each date once, so that people of one birthday share it. */
export function createCalendar(today: string): Calendar {
  const dates = new Map<number, string>();
  return (daysAgo) => {
    const date = dates.get(daysAgo) ?? daysAfter(today, -daysAgo);
    dates.set(daysAgo, date);
    return date;
  };
}
