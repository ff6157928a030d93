import { hasABadBack, hasABadKnee } from './bad-joints.ts';
import { goesToHospital, hasABloodCount, hasAHealthCheck, isScreened } from './check-ups.ts';
import { joinsThePractice } from './joins-the-practice.ts';
import { ageOf, isFemale, type Life } from './life.ts';
import {
  hasAnUnderactiveThyroid,
  hasAsthma,
  hasDiabetes,
  hasHypertension,
  hasLowMood,
} from './long-term-conditions.ts';
import { fallsIll } from './passing-illness.ts';
import { isVaccinated } from './vaccinations.ts';

/** No story begins in a record that has this many resources, so none has more than 80. */
const ENOUGH = 48;

/** How likely something happens to somebody; what is likeliest comes last, so that room is left for what is rare. */
const STORIES: readonly (readonly [story: (life: Life) => void, share: (life: Life) => number])[] = [
  [hasDiabetes, (life) => (ageOf(life) < 40 ? 0 : 0.11)],
  [hasHypertension, (life) => Math.max(0, (ageOf(life) - 38) * 0.012)],
  [hasAsthma, (life) => (ageOf(life) < 5 ? 0 : 0.09)],
  [hasAnUnderactiveThyroid, (life) => (isFemale(life) && ageOf(life) > 35 ? 0.07 : 0.01)],
  [hasLowMood, (life) => (ageOf(life) > 15 ? 0.1 : 0)],
  [hasABadKnee, (life) => (ageOf(life) > 50 ? 0.15 : 0)],
  [hasABadBack, (life) => (ageOf(life) > 18 ? 0.15 : 0)],
  [isScreened, (life) => (isFemale(life) && ageOf(life) >= 25 && ageOf(life) < 65 ? 0.6 : 0)],
  [hasAHealthCheck, (life) => (ageOf(life) >= 40 && ageOf(life) < 75 ? 0.35 : 0)],
  [hasABloodCount, (life) => (ageOf(life) > 15 ? 0.2 : 0)],
  [goesToHospital, () => 0.15],
  [isVaccinated, () => 0.95],
  [fallsIll, () => 0.6],
  [fallsIll, () => 0.3],
];

/** Writes somebody's whole record: how they joined, at least one visit, and what else people of that age have. */
export function writeLife(life: Life): void {
  joinsThePractice(life);
  fallsIll(life);
  for (const [story, share] of STORIES) {
    if (life.random.chance(share(life)) && life.chart.items().length < ENOUGH) story(life);
  }
}
