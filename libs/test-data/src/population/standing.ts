import type { PopulationPlan } from './population-plan.ts';
import { createRandom, type Weighed } from './random.ts';

/**
 * What is out of the ordinary about somebody:
 *
 * - restricted: flagged as sensitive in PDS and at the practice
 * - deceased: within the last 400 days
 * - withoutPractice: never registered
 * - left: the registration has ended, and there is no other
 * - superseded: a second number of somebody else in the population, whose record took its place
 * - dissents: from sharing the record
 */
export type Standing = 'ordinary' | 'restricted' | 'deceased' | 'withoutPractice' | 'left' | 'superseded' | 'dissents';

/** How many of a thousand. */
const STANDINGS: Weighed<Standing> = [
  [977, 'ordinary'],
  [3, 'restricted'],
  [5, 'deceased'],
  [4, 'withoutPractice'],
  [3, 'left'],
  [3, 'superseded'],
  [5, 'dissents'],
];

export interface Standings {
  readonly of: (index: number) => Standing;
  /** The position of the person whose record took a superseded one's place. */
  readonly survivorOf: (index: number) => number | undefined;
}

/** Who is what in a population. The survivor of a superseded number is the next ordinary person. */
export function createStandings({ seed, patients }: PopulationPlan): Standings {
  const drawn = (index: number) => createRandom({ seed, stream: 'standing', index }).weighed(STANDINGS);
  const nextOrdinary = (index: number) => {
    for (let next = index + 1; next < patients; next += 1) if (drawn(next) === 'ordinary') return next;
    return undefined;
  };
  return {
    of: (index) => {
      const standing = drawn(index);
      // Nobody comes after the very last.
      return standing === 'superseded' && nextOrdinary(index) === undefined ? 'ordinary' : standing;
    },
    survivorOf: (index) => (drawn(index) === 'superseded' ? nextOrdinary(index) : undefined),
  };
}
