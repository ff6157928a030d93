import type { PersonFacts } from '../../people/person-facts.ts';
import { daysAfter, weekdayUpTo } from '../../records/dates.ts';
import type { Chart } from '../../records/entries/chart.ts';
import type { StaffKey } from '../../records/entries/practice-staff.ts';
import type { Random } from '../random.ts';

/** Somebody's life as their practice comes to know it. */
export interface Life {
  readonly chart: Chart;
  readonly random: Random;
  readonly facts: PersonFacts;
  readonly usualGp: StaffKey;
  /** The last day on which anything can be recorded: of the registration, of the life, or today. */
  readonly lastDay: string;
}

const DAY_MS = 86_400_000;
const YEAR = 365.25;

const daysOld = ({ facts, lastDay }: Life): number => (Date.parse(lastDay) - Date.parse(facts.birthDate)) / DAY_MS;

/** Age in whole years on the last day. */
export const ageOf = (life: Life): number => Math.floor(daysOld(life) / YEAR);

export const isFemale = ({ facts }: Life): boolean => facts.gender === 'female';

/** A day on which the practice was open, so many days before the last one; nobody comes before they are born. */
export function dayAgo(life: Life, least: number, most: number): string {
  const oldest = daysOld(life);
  const days = life.random.whole(Math.min(least, oldest), Math.min(most, oldest));
  return openDay(life, daysAfter(life.lastDay, -days));
}

/** The day or, when the practice was closed on it, the one before; never before birth. */
export function openDay({ facts }: Life, date: string): string {
  const open = weekdayUpTo(date);
  return open < facts.birthDate ? facts.birthDate : open;
}

/** So many years before the last day. */
export function yearsAgo(life: Life, least: number, most: number): string {
  return dayAgo(life, Math.round(least * YEAR), Math.round(most * YEAR));
}

export const surgeryTime = ({ random }: Life): string => `${random.pick(HOURS)}:${random.pick(MINUTES)}`;

const HOURS = ['09', '10', '11', '14', '15', '16', '17'] as const;
const MINUTES = ['00', '10', '20', '30', '40', '50'] as const;

/** Most often the usual GP. */
export const aGp = ({ random, usualGp }: Life): StaffKey =>
  random.chance(0.6) ? usualGp : random.pick(['okafor', 'lindqvist', 'raman']);

export const aNurse = ({ random }: Life): StaffKey => random.pick(['brennan', 'tuck']);

/** The last few issues of a repeat prescription that began on a day. */
export function lastIssues(life: Life, { days, since }: { days: number; since: string }): readonly string[] {
  const count = life.random.whole(1, 3);
  const latest = life.random.whole(2, days);
  return Array.from({ length: count }, (_, number) =>
    daysAfter(life.lastDay, -latest - days * (count - 1 - number)),
  ).filter((day) => day >= since);
}

/** A measured value between two limits, with so many digits after the point. */
export function reading({ random }: Life, [low, high]: readonly [number, number], digits = 0): number {
  return Number((low + (high - low) * random.next()).toFixed(digits));
}
