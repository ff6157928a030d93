import type { PersonFacts } from '../people/person-facts.ts';
import { daysAfter } from '../records/dates.ts';
import { createCalendar } from './calendar.ts';
import { createIdentity } from './identity.ts';
import type { NhsNumbers } from './nhs-numbers.ts';
import type { PopulationPractice } from './population-places.ts';
import type { PopulationPlan } from './population-plan.ts';
import { createRandom, type Random } from './random.ts';
import { createStandings, type Standing } from './standing.ts';

/** A death comes to be known informally at first; then the registrar tells, and the registration ends. */
const DAYS_UNTIL_FORMAL_NOTICE = 28;
const DAYS_UNTIL_DEDUCTION = 10;

/** Somebody of a population: what PDS and the practice's system tell in their own ways. */
export interface PopulationPerson {
  readonly index: number;
  readonly standing: Standing;
  readonly facts: PersonFacts;
  /** The practice of the registration, even of one that has ended. */
  readonly practice?: PopulationPractice;
  readonly death?: Death;
  /** The NHS number of the record that took this one's place. */
  readonly supersededBy?: string;
}

interface Death {
  readonly date: string;
  readonly notice: 'informal' | 'formal';
}

export interface PersonParts {
  readonly plan: PopulationPlan;
  readonly practices: readonly PopulationPractice[];
  readonly nhsNumbers: NhsNumbers;
}

/** Finds the person at a position; behind a superseded number stands the same person as behind its survivor. */
export function createPersonAt({ plan, practices, nhsNumbers }: PersonParts): (index: number) => PopulationPerson {
  const standings = createStandings(plan);
  const drawPractice = createPracticeDraw(practices);
  const calendar = createCalendar(plan.today);
  return (index) => {
    if (!(index >= 0 && index < plan.patients)) throw new RangeError('the population has nobody at this position');
    const standing = standings.of(index);
    const survivor = standing === 'superseded' ? standings.survivorOf(index) : undefined;
    const { person, practiceIndex, registered } = createIdentity({
      seed: plan.seed,
      calendar,
      index: survivor ?? index,
      standing: survivor === undefined ? standing : 'ordinary',
      drawPractice,
    });
    const { death, end } = fateOf(standing, { plan, index, registered });
    const practice = standing === 'withoutPractice' ? undefined : practices[practiceIndex];
    return {
      index,
      standing,
      facts: {
        nhsNumber: nhsNumbers.at(index),
        ...person,
        ...(practice && {
          practice: { odsCode: practice.odsCode, start: registered, ...(end !== undefined && { end }) },
        }),
      },
      ...(practice && { practice }),
      ...(death && { death }),
      ...(survivor !== undefined && { supersededBy: nhsNumbers.at(survivor) }),
    };
  };
}

/** Draws a practice's position, each as often as its list is long. */
function createPracticeDraw(practices: readonly PopulationPractice[]): (random: Random) => number {
  let total = 0;
  const upTo = Float64Array.from(practices, ({ weight }) => (total += weight));
  return (random) => {
    const drawn = random.next() * total;
    let [low, high] = [0, practices.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (drawn < (upTo[middle] ?? total)) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

interface Fate {
  readonly death?: Death;
  /** The last day of the registration, where that has ended. */
  readonly end?: string | undefined;
}

function fateOf(
  standing: Standing,
  { plan: { seed, today }, index, registered }: { plan: PopulationPlan; index: number; registered: string },
): Fate {
  if (standing !== 'left' && standing !== 'deceased') return {};
  const random = createRandom({ seed, stream: 'fate', index });
  if (standing === 'left') return { end: dayBetween(registered, today, random) };
  const days = random.whole(1, 400);
  const date = daysAfter(today, -days);
  if (days <= DAYS_UNTIL_FORMAL_NOTICE) return { death: { date, notice: 'informal' } };
  return { death: { date, notice: 'formal' }, end: daysAfter(date, DAYS_UNTIL_DEDUCTION) };
}

/** Well after one day and well before another. */
function dayBetween(first: string, last: string, random: Random): string {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return daysAfter(first, Math.floor(days * (0.2 + 0.6 * random.next())));
}
