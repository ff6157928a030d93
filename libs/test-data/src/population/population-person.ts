import type { PersonFacts } from '../people/person-facts.ts';
import { daysAfter } from '../records/dates.ts';
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
  return (index) => {
    if (!(index >= 0 && index < plan.patients)) throw new RangeError('the population has nobody at this position');
    const standing = standings.of(index);
    const survivor = standings.survivorOf(index);
    const { practiceIndex, registered, ...identity } = createIdentity({
      plan,
      index: survivor,
      standing: standings.of(survivor),
      drawPractice,
    });
    const random = createRandom({ seed: plan.seed, stream: 'fate', index });
    const death = standing === 'deceased' ? deathBefore(plan.today, random) : undefined;
    const end = standing === 'left' ? dayBetween(registered, plan.today, random) : deductedAfter(death);
    const practice = standing === 'withoutPractice' ? undefined : practices[practiceIndex];
    return {
      index,
      standing,
      facts: {
        nhsNumber: nhsNumbers.at(index),
        ...identity,
        ...(practice && {
          practice: { odsCode: practice.odsCode, start: registered, ...(end !== undefined && { end }) },
        }),
      },
      ...(practice && { practice }),
      ...(death && { death }),
      ...(survivor !== index && { supersededBy: nhsNumbers.at(survivor) }),
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

function deathBefore(today: string, random: Random): Death {
  const days = random.whole(1, 400);
  return { date: daysAfter(today, -days), notice: days > DAYS_UNTIL_FORMAL_NOTICE ? 'formal' : 'informal' };
}

function deductedAfter(death: Death | undefined): string | undefined {
  return death?.notice === 'formal' ? daysAfter(death.date, DAYS_UNTIL_DEDUCTION) : undefined;
}

/** Well after one day and well before another. */
function dayBetween(first: string, last: string, random: Random): string {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return daysAfter(first, Math.floor(days * (0.2 + 0.6 * random.next())));
}
